namespace MinImagen.Cli.Play;

/// <summary>What the playground accepts; nothing that a browser sends makes it work or remember without bound.</summary>
internal static class PlayLimits
{
    /// <summary>Characters (UTF-16) of a caption.</summary>
    public const int CaptionLength = 200;

    /// <summary>Guidance, from 0.</summary>
    public const double Guidance = 20;

    /// <summary>Bytes of a request's body.</summary>
    public const int BodyBytes = 4096;

    /// <summary>Open connections; a page uses up to six.</summary>
    public const int Connections = 100;

    /// <summary>Pages that wait while another's picture is drawn.</summary>
    public const int WaitingPages = 8;

    /// <summary>Pictures asked for in a burst, and then each second.</summary>
    public const int DrawBurst = 20, DrawsASecond = 2;

    /// <summary>Other requests in a burst, and then each second.</summary>
    public const int PageBurst = 300, PagesASecond = 50;

    /// <summary>Steps of a U-Net that are shown, at most: of more, only every so-manieth.</summary>
    public const int ShownSteps = 100;

    /// <summary>Steps kept for a page that reads slowly; beyond them it misses the oldest.</summary>
    public const int UnreadEvents = 2 * ShownSteps;
}
