using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>Reads a file of tensors, whichever of the known formats it is in.</summary>
public static class TensorFile
{
    private const string IndexEnding = ".index.json";

    /// <summary>
    /// Reads every tensor: from safetensors, from several safetensors files through their <c>.index.json</c>, or from what
    /// <c>torch.save</c> wrote. The contents decide, not the name, except for an index.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors on the CPU, by key.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of no known format.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path) => Load(path, _ => true);

    /// <summary>Reads the tensors whose keys are wanted; those of a safetensors file that are not cost nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Whether a key is wanted.</param>
    /// <returns>Tensors on the CPU, by key.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of no known format.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path, Func<string, bool> isWanted)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(isWanted);

        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        if (path.EndsWith(IndexEnding, StringComparison.Ordinal))
        {
            foreach (var (shard, names) in ShardedSafeTensors.ReadIndex(path))
            {
                using var file = SafeTensorsFile.Open(shard);
                foreach (var name in names.Where(isWanted))
                {
                    if (!file.Contains(name))
                        throw new InvalidDataException($"{path} promises '{name}' in {shard}, which lacks it.");
                    tensors.Add(name, file.Read(name));
                }
            }
        }
        else if (IsSaved(path))
        {
            foreach (var (name, tensor) in PthReader.Load(path))
            {
                if (isWanted(name))
                    tensors.Add(name, tensor);
                else
                    tensor.Dispose();
            }
        }
        else
        {
            using var file = SafeTensorsFile.Open(path);
            foreach (var entry in file.Entries.Where(entry => isWanted(entry.Name)))
                tensors.Add(entry.Name, file.Read(entry.Name));
        }

        return tensors;
    }

    /// <summary>The files that a file of tensors consists of: itself, and the parts that an index names, in the order of their names.</summary>
    internal static IReadOnlyList<string> PartsOf(string path) => path.EndsWith(IndexEnding, StringComparison.Ordinal)
        ? [path, .. ShardedSafeTensors.ReadIndex(path).Keys.Order(StringComparer.Ordinal)]
        : [path];

    /// <summary>Whether a file starts as <c>torch.save</c>'s do: with a zip or a pickle. A safetensors file starts with a small number.</summary>
    private static bool IsSaved(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> start = stackalloc byte[4];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        start = start[..length];
        return start.SequenceEqual("PK\x03\x04"u8) || start is [0x80, >= 2 and <= 5, _, _] && !LooksLikeSafeTensors(stream);
    }

    // A header of, say, 0x280 bytes begins with the bytes of a pickle too; its JSON tells them apart.
    private static bool LooksLikeSafeTensors(FileStream stream)
    {
        stream.Position = sizeof(ulong);
        return stream.ReadByte() == '{';
    }
}
