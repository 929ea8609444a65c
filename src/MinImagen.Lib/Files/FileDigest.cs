using System.Security.Cryptography;
using System.Text;

namespace MinImagen.Lib.Files;

/// <summary>Digests by which files are known again.</summary>
public static class FileDigest
{
    /// <summary>The SHA-256 of several files together: of the list of their own, in the order given.</summary>
    /// <param name="paths">The files.</param>
    /// <returns>64 hexadecimal digits, lower case.</returns>
    public static string Sha256(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var list = string.Concat(paths.Select(path => Sha256(path) + "\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(list)));
    }

    private static string Sha256(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
