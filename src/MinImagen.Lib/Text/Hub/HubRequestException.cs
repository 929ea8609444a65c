namespace MinImagen.Lib.Text.Hub;

/// <summary>One request failed.</summary>
/// <param name="message">What failed.</param>
/// <param name="mayPass">Whether it is worth trying again.</param>
/// <param name="retryAfter">The pause that the server asks for.</param>
/// <param name="inner">What caused it.</param>
internal sealed class HubRequestException(string message, bool mayPass, TimeSpan? retryAfter = null, Exception? inner = null)
    : IOException(message, inner)
{
    internal bool MayPass { get; } = mayPass;

    internal TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the server has nothing from where we left off: what is here is not the start of what it has.</summary>
    internal bool RangeWasRefused { get; init; }
}
