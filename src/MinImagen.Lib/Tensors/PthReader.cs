using MinImagen.Lib.Tensors.Pickles;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// Reads the tensors of a file that PyTorch's <c>torch.save</c> wrote. Such a file is a pickle, a program that Python runs on
/// loading; here it is only read: what does not describe tensors is refused by name, and nothing is ever executed.
/// </summary>
public static class PthReader
{
    private static ReadOnlySpan<byte> ZipStart => "PK\x03\x04"u8;

    /// <summary>Reads a state dict, saved in the format of PyTorch 1.6 and later or the one before it.</summary>
    /// <param name="path">A <c>.pth</c>, <c>.pt</c> or <c>.bin</c> file.</param>
    /// <returns>
    /// Tensors on the CPU by key, in the order of the file. Tensors that shared memory still share it, and strides are as they
    /// were saved. Entries of the state dict that are not tensors are left out.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds anything but a dictionary of tensors.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            using var source = Open(stream);
            return ReadTensors(source);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException(
                $"{path} cannot be read as the tensors of a PyTorch file: {e.Message}. Save its state dict alone, or as safetensors.", e);
        }
    }

    private static IPthSource Open(FileStream stream)
    {
        Span<byte> start = stackalloc byte[ZipStart.Length];
        stream.ReadExactly(start);
        stream.Position = 0;
        return start.SequenceEqual(ZipStart) ? new PthArchive(stream) : new PthStream(stream);
    }

    private static Dictionary<string, Tensor> ReadTensors(IPthSource source)
    {
        if (source.ReadPickle() is not Dictionary<object, object?> saved)
            throw new InvalidDataException("what was saved is not a dictionary");

        var storages = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var (key, value) in saved)
            {
                if (value is Dictionary<object, object?>)
                    throw new InvalidDataException($"'{key}' is a dictionary itself");
                if (value is not TensorReference reference)
                    continue;
                if (key is not string name)
                    throw new InvalidDataException($"the tensor '{key}' has no name");

                if (!storages.TryGetValue(reference.Storage.Key, out var storage))
                    storages.Add(reference.Storage.Key, storage = source.ReadStorage(reference.Storage));
                tensors.Add(name, reference.View(storage));
            }
        }
        catch
        {
            Free(tensors);
            throw;
        }
        finally
        {
            // The views keep the memory.
            Free(storages);
        }

        return tensors.Count > 0 ? tensors : throw new InvalidDataException("it holds no tensors");
    }

    private static void Free(Dictionary<string, Tensor> tensors)
    {
        foreach (var tensor in tensors.Values)
            tensor.Dispose();
    }
}
