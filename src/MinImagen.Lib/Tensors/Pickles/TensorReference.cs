using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>A strided view of a storage, checked to lie inside it.</summary>
internal sealed record TensorReference
{
    private const int MaxDimensions = 64;

    private readonly long offset;
    private readonly long[] strides;

    private TensorReference(StorageReference storage, long offset, long[] shape, long[] strides)
    {
        Storage = storage;
        this.offset = offset;
        Shape = shape;
        this.strides = strides;
    }

    internal StorageReference Storage { get; }

    internal long[] Shape { get; }

    /// <summary>Reads the arguments of <c>_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)</c>.</summary>
    internal static TensorReference From(object?[] arguments)
    {
        if (arguments is not [StorageReference storage, long offset, object?[] size, object?[] stride, bool, ..]
            || size.Length != stride.Length || size.Length > MaxDimensions
            || !size.All(n => n is long and >= 0) || !stride.All(n => n is long and >= 0) || offset < 0)
            throw new InvalidDataException("it describes a tensor in a way that is not understood");

        long[] shape = [.. size.Select(n => (long)n!)];
        long[] strides = [.. stride.Select(n => (long)n!)];
        var name = $"a tensor of shape ({string.Join(", ", shape)}) in storage '{storage.Key}'";

        // Last element: offset + Σ (size_i − 1) · stride_i
        Int128 last = offset;
        Int128 count = shape.Contains(0) ? 0 : 1;
        for (var i = 0; i < shape.Length && count > 0 && count <= storage.Count; i++)
        {
            last += (Int128)(shape[i] - 1) * strides[i];
            count *= shape[i];
        }

        // More elements than the storage has would be a repetition (a stride of 0), with which a few bytes claim any amount of memory.
        if (count > storage.Count || offset > storage.Count || (count > 0 && last >= storage.Count))
            throw new InvalidDataException($"it has {name}, which has only {storage.Count:N0} elements");
        return new TensorReference(storage, offset, shape, strides);
    }

    /// <summary>The view, on a storage that was read as a tensor of one dimension.</summary>
    internal Tensor View(Tensor storage) => storage.as_strided(Shape, strides, offset);
}
