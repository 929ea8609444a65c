using System.Formats.Tar;
using System.IO.Compression;

namespace MinImagen.Lib.Data;

/// <summary>Reads chosen files of a .tar.gz into memory. Nothing is written to disk, so no name in it can lead anywhere.</summary>
internal static class Tarball
{
    private const long MaxTotalBytes = 1L << 30;

    /// <summary>Reads the regular files that <paramref name="wanted"/> accepts.</summary>
    /// <param name="archive">The compressed archive; stays open.</param>
    /// <param name="wanted">Decides by the name in the archive.</param>
    /// <param name="maxFileBytes">The most that one of the files may hold.</param>
    /// <exception cref="InvalidDataException">The archive is damaged, or holds more than it may.</exception>
    public static Dictionary<string, byte[]> Read(Stream archive, Func<string, bool> wanted, long maxFileBytes)
    {
        Dictionary<string, byte[]> files = [];
        using var decompressed = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new TarReader(decompressed);
        long total = 0;
        try
        {
            while (reader.GetNextEntry() is { } entry)
            {
                total += entry.Length;
                if (total > MaxTotalBytes)
                    throw new InvalidDataException($"the archive holds more than {MaxTotalBytes >> 20} MB");
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !wanted(entry.Name))
                    continue;
                if (entry.Length > maxFileBytes)
                    throw new InvalidDataException($"{entry.Name} in the archive: {entry.Length} bytes, more than {maxFileBytes}");

                var content = new byte[entry.Length];
                entry.DataStream?.ReadExactly(content);
                files[entry.Name] = content;
            }
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"the archive is damaged: {damaged.Message}", damaged);
        }
        return files;
    }
}
