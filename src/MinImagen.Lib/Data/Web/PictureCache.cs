using System.Security.Cryptography;
using System.Text;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Data.Web;

/// <summary>Fetched pictures on disk, named by the digest of their address, and beside them why others could not be fetched.</summary>
/// <param name="folder">Where they are; it need not exist.</param>
internal sealed class PictureCache(string folder)
{
    private const int MaxReasonBytes = 4096;

    /// <summary>Where the picture of an address is, or would be.</summary>
    internal string PathOf(string address) => NameOf(address) + ".picture";

    /// <summary>Whether the picture of an address was fetched.</summary>
    internal bool Has(string address) => File.Exists(PathOf(address));

    /// <summary>Keeps a picture, whole or not at all.</summary>
    internal void Keep(string address, byte[] file) => AtomicFile.Write(PathOf(address), stream => stream.Write(file));

    /// <summary>Why the picture of an address could not be fetched; null where that is not known.</summary>
    internal string? FailureOf(string address)
    {
        try
        {
            return Encoding.UTF8.GetString(BoundedFile.ReadAllBytes(NameOf(address) + ".failed", MaxReasonBytes));
        }
        catch (Exception unknown) when (unknown is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Remembers why the picture of an address could not be fetched.</summary>
    internal void KeepFailure(string address, string reason) => AtomicFile.WriteText(NameOf(address) + ".failed", reason);

    private string NameOf(string address)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)));
        return Path.Combine(folder, digest[..2], digest);
    }
}
