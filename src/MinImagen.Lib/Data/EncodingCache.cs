using System.Security.Cryptography;
using System.Text;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Data;

/// <summary>Where the encodings of a data set's captions are kept between runs.</summary>
/// <param name="Folders">Tried in order: the first that has the file is read, the first that can be written to is written to.</param>
public sealed record EncodingCache(IReadOnlyList<string> Folders)
{
    /// <summary>The folder inside a data set that holds what this program keeps beside it.</summary>
    public const string FolderName = ".minimagen";

    /// <summary>Beside a data set on disk; where its folder cannot be written to, under <see cref="CacheFolder"/>.</summary>
    /// <param name="folder">The data set's folder.</param>
    public static EncodingCache Beside(string folder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
        return new EncodingCache([Path.Combine(path, FolderName), Path.Combine(CacheFolder.Path, "encodings", digest[..16])]);
    }

    /// <summary>Of a data set that has no folder, under <see cref="CacheFolder"/>.</summary>
    /// <param name="name">The data set's name, fit for a folder.</param>
    public static EncodingCache Named(string name) => new([Path.Combine(CacheFolder.Path, "encodings", name)]);
}
