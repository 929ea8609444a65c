using System.Buffers.Binary;
using MinImagen.Lib.Files;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// The safetensors format: a length, a JSON header, raw little-endian tensors. Unlike a pickle it cannot carry code.
/// </summary>
public static class SafeTensors
{
    /// <summary>Reads every tensor of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>New tensors on the CPU, by key.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or no safetensors file.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        return file.Entries.ToDictionary(entry => entry.Name, entry => file.Read(entry.Name), StringComparer.Ordinal);
    }

    /// <summary>Reads what a file's writer noted, and no tensor.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Text by key.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or no safetensors file.</exception>
    public static IReadOnlyDictionary<string, string> LoadMetadata(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        return file.Metadata;
    }

    /// <summary>
    /// Writes tensors atomically. The same tensors give the same bytes: the widest types come first, then the order of names.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Tensors by key, on any device, of any layout; types F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL.</param>
    /// <param name="metadata">Text by key to note in the file.</param>
    /// <exception cref="ArgumentException">A key or a type cannot be stored.</exception>
    public static void Save(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var entries = Arrange(tensors);
        var header = new SafeTensorsHeader(entries, metadata ?? new Dictionary<string, string>()).ToJson();
        if (header.Length > SafeTensorsHeader.MaxBytes)
            throw new ArgumentException($"The header would have {header.Length:N0} bytes.", nameof(tensors));

        AtomicFile.Write(path, stream =>
        {
            Span<byte> prefix = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            stream.Write(prefix);
            stream.Write(header);
            foreach (var entry in entries)
                TensorBytes.Write(stream, tensors[entry.Name]);
        });
    }

    private static List<SafeTensorsEntry> Arrange(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var entries = new List<SafeTensorsEntry>();
        long offset = 0;
        var ordered = tensors
            .OrderByDescending(pair => ElementTypes.SizeOf(pair.Value.dtype))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal);
        foreach (var (name, tensor) in ordered)
        {
            if (name == SafeTensorsHeader.MetadataKey)
                throw new ArgumentException($"'{name}' cannot be the name of a tensor.", nameof(tensors));
            var size = ElementTypes.SizeOf(tensor.dtype);
            if (size == 0)
                throw new ArgumentException($"'{name}' is of type {tensor.dtype}, which the format does not have.", nameof(tensors));

            var end = offset + tensor.numel() * size;
            entries.Add(new SafeTensorsEntry(name, tensor.dtype, tensor.shape, offset, end));
            offset = end;
        }

        return entries;
    }
}
