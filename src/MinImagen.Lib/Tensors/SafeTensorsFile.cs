using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>An open safetensors file. It is mapped, not loaded: a tensor costs memory when it is read.</summary>
public sealed class SafeTensorsFile : ITensorSource
{
    private readonly Dictionary<string, SafeTensorsEntry> entries;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly long dataStart;
    private readonly string path;

    private SafeTensorsFile(string path, FileStream stream, SafeTensorsHeader header, long dataStart)
    {
        this.path = path;
        this.dataStart = dataStart;
        entries = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Entries = [.. header.Entries.OrderBy(entry => entry.Begin)];
        Metadata = header.Metadata;
        file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>What its writer noted: text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    IReadOnlyList<TensorInfo> ITensorSource.Tensors => [.. Entries.Select(entry => new TensorInfo(entry.Name, entry.Type, entry.Shape))];

    /// <summary>Opens a file and checks its header: sizes, offsets, no duplicate, no hole, no overlap.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or no safetensors file.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            var header = ReadHeader(stream);
            return new SafeTensorsFile(path, stream, header, stream.Position);
        }
        catch (InvalidDataException e)
        {
            stream.Dispose();
            throw new InvalidDataException($"{path} is damaged or no safetensors file: {e.Message}.", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file has a tensor.</summary>
    /// <param name="name">Its key.</param>
    /// <returns>True when it has.</returns>
    public bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>Reads one tensor.</summary>
    /// <param name="name">Its key.</param>
    /// <returns>A new tensor on the CPU.</returns>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    public Tensor Read(string name)
    {
        if (!entries.TryGetValue(name, out var entry))
            throw new KeyNotFoundException($"{path} has no tensor '{name}'.");

        return TensorBytes.Read([.. entry.Shape], entry.Type, (bytes, offset) =>
            view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(view.PointerOffset + dataStart + entry.Begin + offset), bytes));
    }

    void ITensorSource.ReadAll(IEnumerable<string> names, Dictionary<string, Tensor> target)
    {
        foreach (var name in names)
            target.Add(name, Read(name));
    }

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    private static SafeTensorsHeader ReadHeader(FileStream stream)
    {
        if (stream.Length < sizeof(ulong))
            throw new InvalidDataException($"it has {stream.Length} bytes");

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafeTensorsHeader.MaxBytes || (long)length > stream.Length - sizeof(ulong))
            throw new InvalidDataException($"it claims a header of {length:N0} bytes");

        var json = new byte[length];
        stream.ReadExactly(json);
        return SafeTensorsHeader.Parse(json, stream.Length - stream.Position);
    }
}
