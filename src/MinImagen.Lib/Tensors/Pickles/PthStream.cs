using System.Buffers.Binary;
using System.Numerics;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>
/// The format of <c>torch.save</c> before PyTorch 1.6, in which most published T5 weights are: pickles of a magic number, the
/// protocol, the machine, the object and the keys of its storages, then each storage: its count (int64) and its elements.
/// </summary>
internal sealed class PthStream(Stream stream) : IPthSource
{
    private const long Protocol = 1001;
    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356");

    // Where in the file each storage's elements stand.
    private readonly Dictionary<string, long> positions = new(StringComparer.Ordinal);

    public object? ReadPickle()
    {
        if (Run() is not BigInteger magic || magic != Magic || Run() is not Protocol)
            throw new InvalidDataException("it was not written by torch.save");
        if (Run() is not Dictionary<object, object?> machine || machine.GetValueOrDefault("little_endian") is not true)
            throw new InvalidDataException("it was written on a big-endian machine");

        var pickle = new PickleMachine(stream);
        var saved = pickle.Run();
        if (Run() is not List<object?> keys)
            throw new InvalidDataException("it does not list its storages");
        Locate(keys, pickle.Storages);
        return saved;
    }

    public Tensor ReadStorage(StorageReference storage)
    {
        if (!positions.TryGetValue(storage.Key, out var position))
            throw new InvalidDataException($"it lacks its storage '{storage.Key}'");
        stream.Position = position;
        return TensorBytes.Read([storage.Count], storage.Type, (bytes, _) => stream.ReadExactly(bytes));
    }

    public void Dispose()
    {
    }

    private object? Run() => new PickleMachine(stream).Run();

    private void Locate(List<object?> keys, IReadOnlyDictionary<string, StorageReference> storages)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var key in keys)
        {
            if (key is not string name || !storages.TryGetValue(name, out var storage))
                throw new InvalidDataException($"it lists a storage '{key}' that no tensor uses");

            stream.ReadExactly(count);
            if (BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Count || storage.Bytes > stream.Length - stream.Position)
                throw new InvalidDataException($"it claims {storage.Count:N0} elements for its storage '{name}', which is not what it holds");
            if (!positions.TryAdd(name, stream.Position))
                throw new InvalidDataException($"it lists its storage '{name}' twice");
            stream.Position += storage.Bytes;
        }
    }
}
