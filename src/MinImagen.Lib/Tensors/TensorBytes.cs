using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>Moves the raw, little-endian bytes of tensors; in steps, because a span ends at 2 GB and a tensor does not.</summary>
internal static class TensorBytes
{
    private const long StepBytes = 1 << 30;

    internal delegate void Fill(Span<byte> bytes, long offset);

    /// <summary>A new tensor whose elements are written straight into its memory.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="type">The tensor's type.</param>
    /// <param name="fill">Writes a stretch of bytes, given where in the tensor it begins; called in order.</param>
    internal static Tensor Read(long[] shape, ScalarType type, Fill fill)
    {
        // A bool of any other byte than 0 and 1 is undefined behaviour in LibTorch.
        if (type == ScalarType.Bool)
        {
            using var bytes = Read(shape, ScalarType.Byte, fill);
            return bytes.ne(0);
        }

        var tensor = empty(shape, dtype: type);
        try
        {
            var size = ElementTypes.SizeOf(type);
            using var flat = tensor.view(-1);
            for (long start = 0, count; start < flat.shape[0]; start += count)
            {
                count = Math.Min(StepBytes / size, flat.shape[0] - start);
                using var step = flat.narrow(0, start, count);
                fill(step.bytes, start * size);
            }

            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Writes a tensor's elements in row-major order.</summary>
    internal static void Write(Stream target, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous().view(-1);
        var step = StepBytes / ElementTypes.SizeOf(tensor.dtype);
        for (long start = 0; start < flat.shape[0]; start += step)
            target.Write(flat.narrow(0, start, Math.Min(step, flat.shape[0] - start)).bytes);
    }
}
