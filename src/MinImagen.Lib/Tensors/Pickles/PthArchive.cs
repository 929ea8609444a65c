using System.IO.Compression;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>
/// The format of <c>torch.save</c> since PyTorch 1.6: a zip whose members are stored, not compressed: <c>data.pkl</c> and one
/// member <c>data/KEY</c> a storage, all in one folder.
/// </summary>
internal sealed class PthArchive : IPthSource
{
    private const int MaxPickleBytes = 100_000_000;

    private readonly ZipArchive zip;
    private readonly string folder;
    private readonly Dictionary<string, ZipArchiveEntry> members = new(StringComparer.Ordinal);

    internal PthArchive(Stream stream)
    {
        var bytesLeft = stream.Length;
        zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries)
        {
            if (!members.TryAdd(entry.FullName, entry))
                throw new InvalidDataException($"it holds '{entry.FullName}' twice");
            bytesLeft -= entry.CompressedLength;
            if (bytesLeft < 0)
                throw new InvalidDataException("its members overlap, as torch.save never writes");
        }

        const string pickle = "/data.pkl";
        var pickles = members.Keys.Where(name => name.EndsWith(pickle, StringComparison.Ordinal)).ToList();
        if (pickles is not [var only])
            throw new InvalidDataException($"it is a zip with {pickles.Count} members 'data.pkl', where one belongs");
        folder = only[..^pickle.Length];

        if (members.TryGetValue($"{folder}/byteorder", out var order) && !ReadSmall(order, 64).AsSpan().SequenceEqual("little"u8))
            throw new InvalidDataException("it was written on a big-endian machine");
    }

    public object? ReadPickle()
    {
        using var pickle = new MemoryStream(ReadSmall(members[$"{folder}/data.pkl"], MaxPickleBytes));
        return new PickleMachine(pickle).Run();
    }

    public Tensor ReadStorage(StorageReference storage)
    {
        if (!members.TryGetValue($"{folder}/data/{storage.Key}", out var entry))
            throw new InvalidDataException($"it lacks its storage '{storage.Key}'");
        if (entry.Length != storage.Bytes)
            throw new InvalidDataException(
                $"its storage '{storage.Key}' has {entry.Length:N0} bytes, where {storage.Count:N0} elements of {storage.Type} belong");

        using var data = Open(entry);
        return TensorBytes.Read([storage.Count], storage.Type, (bytes, _) => data.ReadExactly(bytes));
    }

    public void Dispose() => zip.Dispose();

    private static byte[] ReadSmall(ZipArchiveEntry entry, int most)
    {
        if (entry.Length > most)
            throw new InvalidDataException($"'{entry.FullName}' has {entry.Length:N0} bytes");
        using var stream = Open(entry);
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Opens a member; one that is compressed could be far larger than the file.</summary>
    private static Stream Open(ZipArchiveEntry entry) => entry.CompressedLength == entry.Length
        ? entry.Open()
        : throw new InvalidDataException($"'{entry.FullName}' is compressed, as torch.save never writes");
}
