namespace MinImagen.Lib.Text.Hub;

/// <summary>What the hub says of a file.</summary>
/// <param name="Name">Its name in the repository.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">What its contents are checked against.</param>
/// <param name="Commit">The version of the repository that it was found in; null when the server did not say.</param>
internal sealed record RemoteFile(string Name, long Bytes, ContentDigest Digest, string? Commit);
