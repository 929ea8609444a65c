using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor's shape.</summary>
    public readonly struct Size : IEnumerable<long>
    {
        public static Size Empty = new(Array.Empty<long>());

        private readonly long[]? shape;

        public Size(long[] shape) => this.shape = (long[])(shape ?? throw new ArgumentNullException(nameof(shape))).Clone();

        public Size(IEnumerable<long> shape) => this.shape = [.. shape ?? throw new ArgumentNullException(nameof(shape))];

        public Size(int[] shape) => this.shape = Array.ConvertAll(shape ?? throw new ArgumentNullException(nameof(shape)), x => (long)x);

        public Size(long size) => shape = [size];

        public Size(int size) => shape = [size];

        public Size((long, long) size) => shape = [size.Item1, size.Item2];

        public Size((long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3];

        public Size((long, long, long, long) size) => shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public long[] Shape => shape ?? [];

        public int Length => Shape.Length;

        public bool IsEmpty => Length == 0;

        public bool IsScalar => Length == 0;

        public long this[int idx] => Shape[idx];

        public long this[long idx] => Shape[idx];

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static Size operator +(Size left, Size right) => new(left.Concat(right));

        public static Size operator +(Size left, IEnumerable<long> right) => new(left.Concat(right));

        public static bool operator ==(Size left, Size right) => left.Shape.AsSpan().SequenceEqual(right.Shape);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public long numel() => Shape.Aggregate(1L, (product, size) => product * size);

        public Size Slice(int first, int next) => new(Shape[first..next]);

        public IEnumerable<long> Take(int i) => Shape.Take(i);

        public override bool Equals(object? obj) => obj is Size other && this == other;

        public override int GetHashCode() => Shape.Aggregate(17, HashCode.Combine);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
