using System.Collections;
using System.Runtime.CompilerServices;

namespace TorchSharp.Utils;

/// <summary>A tensor's elements as a C# collection, in row-major order whatever the strides.</summary>
/// <typeparam name="T">The C# type of the tensor's element type.</typeparam>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly long[] sizes;
    private readonly long[] strides;

    internal TensorAccessor(torch.Tensor tensor)
    {
        this.tensor = tensor;
        sizes = tensor.size();
        strides = tensor.stride();
        Count = tensor.NumberOfElements;
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => Read(Offset(indices));
        set => Write(Offset(indices), value);
    }

    public static bool operator ==(TensorAccessor<T>? left, TensorAccessor<T>? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(TensorAccessor<T>? left, TensorAccessor<T>? right) => !(left == right);

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>An array of the tensor's own rank and shape; a single T for a scalar's.</summary>
    public Array ToNDArray()
    {
        if (sizes.Length == 0)
            return new[] { Read(0) };
        var array = Array.CreateInstance(typeof(T), sizes);
        var flat = ToArray();
        for (var i = 0L; i < Count; i++)
            array.SetValue(flat[i], Subscripts(i));
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        var count = (int)Math.Min(target.Length, Math.Max(0, Count - tensorIndex));
        if (tensor.is_contiguous())
        {
            Run(tensorIndex, count).CopyTo(target);
            GC.KeepAlive(tensor);
            return;
        }

        for (var i = 0; i < count; i++)
            target[i] = Read(Offset(tensorIndex + i));
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        if (source.Length > Count - tensorIndex)
            throw new ArgumentException($"{source.Length} elements do not fit into {Count} from {tensorIndex} on.", nameof(array));
        if (tensor.is_contiguous())
        {
            source.CopyTo(Run(tensorIndex, source.Length));
            GC.KeepAlive(tensor);
            return;
        }

        for (var i = 0; i < source.Length; i++)
            Write(Offset(tensorIndex + i), source[i]);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++)
            yield return Read(Offset(i));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && sizes.SequenceEqual(other.sizes) && this.SequenceEqual(other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(tensor);

    /// <summary>Leaves the tensor as it is: the accessor owns nothing.</summary>
    public void Dispose()
    {
    }

    // The tensor is kept alive past the access: its finalizer must not free the memory in between.
    private T Read(long offset)
    {
        var value = At(offset);
        GC.KeepAlive(tensor);
        return value;
    }

    private void Write(long offset, T value)
    {
        At(offset) = value;
        GC.KeepAlive(tensor);
    }

    private unsafe ref T At(long offset)
    {
        if (Count == 0)
            throw new ArgumentOutOfRangeException(nameof(offset), "the tensor has no elements");
        return ref *((T*)tensor.Address() + offset);
    }

    private unsafe Span<T> Run(long from, int count) => count == 0 ? [] : new Span<T>((T*)tensor.Address() + from, count);

    private long Offset(long[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);

        // One subscript counts through the whole tensor, as for a tensor of one dimension.
        if (indices.Length == 1 && sizes.Length != 1)
            return Offset(Checked(indices[0], Count));
        if (indices.Length != sizes.Length)
            throw new ArgumentException($"{indices.Length} subscripts for a tensor of {sizes.Length} dimensions.", nameof(indices));
        var offset = 0L;
        for (var d = 0; d < sizes.Length; d++)
            offset += Checked(indices[d], sizes[d]) * strides[d];
        return offset;
    }

    private long Offset(long index)
    {
        var offset = 0L;
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            offset += index % sizes[d] * strides[d];
            index /= sizes[d];
        }

        return offset;
    }

    private long[] Subscripts(long index)
    {
        var subscripts = new long[sizes.Length];
        for (var d = sizes.Length - 1; d >= 0; d--)
        {
            subscripts[d] = index % sizes[d];
            index /= sizes[d];
        }

        return subscripts;
    }

    private static long Checked(long index, long size)
    {
        if (index < 0 || index >= size)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"must be from 0 to {size - 1}");
        return index;
    }
}
