using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MinImagen.Lib.Text.Hub;

/// <summary>
/// What a hub vouches for a file with: the SHA-256 of a large one's contents, the name that git gives to a small one, which is
/// SHA-1 over <c>blob LENGTH\0</c> and the contents.
/// </summary>
/// <param name="IsGit">Whether it is git's.</param>
/// <param name="Hex">40 or 64 hexadecimal digits, lower case.</param>
internal sealed record ContentDigest(bool IsGit, string Hex)
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Reads a digest from an ETag, <c>"abc…"</c> or <c>W/"abc…"</c>; null when that is something else.</summary>
    internal static ContentDigest? Parse(string? tag)
    {
        var hex = tag?.Trim().Replace("W/", "", StringComparison.Ordinal).Trim('"').ToLowerInvariant();
        return hex is { Length: 40 or 64 } && hex.All(char.IsAsciiHexDigit) ? new ContentDigest(hex.Length == 40, hex) : null;
    }

    /// <summary>The same digest of what a stream holds, from its start to its end.</summary>
    internal async Task<ContentDigest> OfAsync(FileStream stream, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(IsGit ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        if (IsGit)
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));

        stream.Position = 0;
        var buffer = new byte[BufferBytes];
        for (int count; (count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            hash.AppendData(buffer.AsSpan(0, count));

        return this with { Hex = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    public override string ToString() => $"{(IsGit ? "git SHA-1" : "SHA-256")} {Hex}";
}
