using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor in TorchSharp's format: dtype, rank and sizes as LEB128 integers, then the elements as they lie in memory.</summary>
internal static class TensorStream
{
    internal static void Write(BinaryWriter writer, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var dense = tensor.detach().cpu().contiguous();
        writer.Write7BitEncodedInt64((long)dense.dtype);
        writer.Write7BitEncodedInt64(dense.shape.Length);
        foreach (var size in dense.shape)
            writer.Write7BitEncodedInt64(size);
        writer.Write(dense.bytes);
    }

    /// <summary>Fills a tensor; what the stream says of dtype and shape must be the tensor's own.</summary>
    internal static void Read(BinaryReader reader, Tensor tensor)
    {
        var dtype = reader.Read7BitEncodedInt64();
        if (dtype != (long)tensor.dtype)
            throw new InvalidDataException($"The stream holds a tensor of dtype {(ScalarType)dtype}, expected {tensor.dtype}.");

        var shape = tensor.shape;
        var rank = reader.Read7BitEncodedInt64();
        var matches = rank == shape.Length;
        for (var i = 0; matches && i < shape.Length; i++)
            matches = reader.Read7BitEncodedInt64() == shape[i];
        if (!matches)
            throw new InvalidDataException($"The stream holds a tensor of another shape, expected [{string.Join(", ", shape)}].");

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var dense = empty(shape, dtype: tensor.dtype);
        reader.BaseStream.ReadExactly(dense.bytes);
        tensor.copy_(dense);
    }
}
