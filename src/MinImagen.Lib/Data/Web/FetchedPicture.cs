namespace MinImagen.Lib.Data.Web;

/// <summary>What came of fetching a picture.</summary>
/// <param name="File">The file as it was served, decoded once; empty where it failed.</param>
/// <param name="Failure">Why it failed, in words that are the same for failures of a kind; null where it did not.</param>
/// <param name="MayPass">Whether another try might do better.</param>
internal sealed record FetchedPicture(byte[] File, string? Failure = null, bool MayPass = false)
{
    /// <summary>A failure.</summary>
    internal static FetchedPicture Failed(string reason, bool mayPass = false) => new([], reason, mayPass);
}
