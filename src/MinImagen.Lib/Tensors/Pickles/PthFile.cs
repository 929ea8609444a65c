using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>An open file of <c>torch.save</c>, in either of its formats: its pickle is read, its tensors are when they are asked for.</summary>
internal sealed class PthFile : ITensorSource
{
    private readonly string path;
    private readonly FileStream stream;
    private readonly IPthSource source;
    private readonly Dictionary<string, TensorReference> references;

    private PthFile(string path, FileStream stream, IPthSource source)
    {
        this.path = path;
        this.stream = stream;
        this.source = source;
        references = ReadReferences(source);
        Tensors = [.. references.Select(pair => new TensorInfo(pair.Key, pair.Value.Storage.Type, pair.Value.Shape))];
    }

    public IReadOnlyList<TensorInfo> Tensors { get; }

    private static ReadOnlySpan<byte> ZipStart => "PK\x03\x04"u8;

    internal static PthFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            return Guarded(path, () => new PthFile(path, stream, OpenSource(stream)));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public Tensor Read(string name) => Guarded(path, () =>
    {
        var reference = references[name];
        using var storage = source.ReadStorage(reference.Storage);
        return reference.View(storage);
    });

    public void ReadAll(IEnumerable<string> names, Dictionary<string, Tensor> target)
    {
        var storages = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var name in names)
            {
                var reference = references[name];
                if (!storages.TryGetValue(reference.Storage.Key, out var storage))
                    storages.Add(reference.Storage.Key, storage = Guarded(path, () => source.ReadStorage(reference.Storage)));
                target.Add(name, reference.View(storage));
            }
        }
        finally
        {
            // The views keep the memory.
            foreach (var storage in storages.Values)
                storage.Dispose();
        }
    }

    public void Dispose()
    {
        source.Dispose();
        stream.Dispose();
    }

    private static IPthSource OpenSource(FileStream stream)
    {
        Span<byte> start = stackalloc byte[ZipStart.Length];
        stream.ReadExactly(start);
        stream.Position = 0;
        return start.SequenceEqual(ZipStart) ? new PthArchive(stream) : new PthStream(stream);
    }

    private static Dictionary<string, TensorReference> ReadReferences(IPthSource source)
    {
        if (source.ReadPickle() is not Dictionary<object, object?> saved)
            throw new InvalidDataException("what was saved is not a dictionary");

        var references = new Dictionary<string, TensorReference>(StringComparer.Ordinal);
        foreach (var (key, value) in saved)
        {
            if (value is Dictionary<object, object?>)
                throw new InvalidDataException($"'{key}' is a dictionary itself");
            if (value is not TensorReference reference)
                continue;
            if (key is not string name)
                throw new InvalidDataException($"the tensor '{key}' has no name");
            references.Add(name, reference);
        }

        return references.Count > 0 ? references : throw new InvalidDataException("it holds no tensors");
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException(
                $"{path} cannot be read as the tensors of a PyTorch file: {e.Message}. Save its state dict alone, or as safetensors.", e);
        }
    }
}
