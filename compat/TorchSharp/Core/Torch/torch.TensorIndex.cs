namespace TorchSharp;

public static partial class torch
{
    /// <summary>One subscript of a tensor: a number, a range, null (a new axis), an ellipsis, a truth value or a tensor.</summary>
    public class TensorIndex
    {
        public static readonly TensorIndex Ellipsis = new(Kind.Ellipsis);
        public static readonly TensorIndex None = new(Kind.None);
        public static readonly TensorIndex Null = new(Kind.None);
        public static readonly TensorIndex Colon = new(Kind.Slice);

        private TensorIndex(Kind kind) => What = kind;

        internal enum Kind
        {
            Ellipsis,
            None,
            Single,
            Slice,
            Tensor,
        }

        internal Kind What { get; }

        /// <summary>A single subscript, or where a slice starts.</summary>
        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal torch.Tensor? Mask { get; private init; }

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(Kind.Slice) { Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value);

        public static TensorIndex Bool(bool value) => Tensor(torch.tensor(value));

        public static TensorIndex Single(long? index) => index is { } given ? new(Kind.Single) { Start = given } : None;

        public static TensorIndex Tensor(torch.Tensor tensor) =>
            new(Kind.Tensor) { Mask = tensor ?? throw new ArgumentNullException(nameof(tensor)) };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>There so that of <c>a[1, 2]</c>'s two readings the compiler takes subscripts, not tensors of positions.</summary>
        public static implicit operator torch.Tensor(TensorIndex value) =>
            value?.Mask ?? throw new InvalidCastException("This subscript is not a tensor.");

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);
    }
}
