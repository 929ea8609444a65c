namespace MinImagen.Cli.Tests.Play;

/// <summary>A test that drives the system's Chromium, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Debian's name for it.</summary>
    public const string Browser = "/usr/bin/chromium";

    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser))
        {
            Skip = $"there is no {Browser}: apt-get install chromium";
        }
    }
}
