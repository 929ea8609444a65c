namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor alias() => Op.alias.Call(this);

        public Tensor clone() => Op.clone.Call(this);

        public Tensor contiguous() => Op.contiguous.Call(this);

        public Tensor view(params long[] shape) => Op.view.Call(this, shape);

        public Tensor view_as(Tensor other) => Op.view_as.Call(this, other);

        public Tensor reshape(params long[] shape) => Op.reshape.Call(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Op.flatten_using_ints.Call(this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes) => Op.unflatten_int.Call(this, dim, sizes);

        public Tensor ravel() => Op.ravel.Call(this);

        public Tensor squeeze(long? dim = null) => dim is { } one ? Op.squeeze_dim.Call(this, one) : Op.squeeze.Call(this);

        public Tensor unsqueeze(long dim) => Op.unsqueeze.Call(this, dim);

        public Tensor t() => Op.t.Call(this);

        public Tensor T => Op.numpy_T.Call(this);

        public Tensor transpose(long dim0, long dim1) => Op.transpose_int.Call(this, dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor permute(params long[] permutation) => Op.permute.Call(this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => Op.permute.Call(this, Given(permutation).ToArray());

        public Tensor movedim(long[] source, long[] destination) => Op.movedim_intlist.Call(this, source, destination);

        public Tensor expand(params long[] sizes) => Op.expand.Call(this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Op.expand.Call(this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Op.expand.Call(this, sizes, isImplicit);

        public Tensor expand_as(Tensor other) => Op.expand_as.Call(this, other);

        public Tensor broadcast_to(params long[] shape) => Op.broadcast_to.Call(this, shape);

        public Tensor repeat(params long[] sizes) => Op.repeat.Call(this, sizes);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Repeated(repeats, Op.repeat_interleave_self_int, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null)
        {
            var most = 0L;
            if (Given(repeats).dtype == ScalarType.Int64 && repeats.NumberOfElements > 0)
            {
                using var largest = repeats.max();
                most = largest.item<long>();
            }

            return Repeated(most, Op.repeat_interleave_self_Tensor, repeats, dim, output_size);
        }

        // LibTorch trusts output_size and the sum of the repeats, and writes past the end where the first is too small
        // or the second overflows.
        private Tensor Repeated(long most, Operator op, Value repeats, long? dim, long? output_size)
        {
            if (most > long.MaxValue / Math.Max(1, NumberOfElements))
                throw new ArgumentOutOfRangeException(nameof(repeats), most, "more elements than can be counted");
            var result = op.Call(this, repeats, dim);
            var size = dim is { } along ? result.size((int)along) : result.NumberOfElements;
            if (output_size is null || output_size == size)
                return result;
            result.Dispose();
            throw new ArgumentException($"The result has {size} elements along the dimension, not {output_size}.", nameof(output_size));
        }

        public Tensor tile(long[] reps) => Op.tile.Call(this, reps);

        public Tensor flip(params long[] dims) => Op.flip.Call(this, dims);

        public Tensor roll(long shifts, long? dims = null) => Op.roll.Call(this, shifts, dims is { } dim ? dim : Array.Empty<long>());

        public Tensor roll(long[] shifts, long[] dims) => Op.roll.Call(this, shifts, dims);

        public Tensor[] chunk(long chunks, long dim = 0) => Op.chunk.CallMany(this, chunks, dim);

        public Tensor[] split(long size, int dim = 0) => Op.split_Tensor.CallMany(this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Op.split_with_sizes.CallMany(this, sizes, dim);

        public Tensor[] unbind(long dimension = 0) => Op.unbind_int.CallMany(this, dimension);

        public Tensor unfold(long dimension, long size, long step) => Op.unfold.Call(this, dimension, size, step);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Op.as_strided.Call(this, size, strides, storageOffset);

        public Tensor diag(long diagonal = 0) => Op.diag.Call(this, diagonal);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Op.diagonal.Call(this, offset, dim1, dim2);

        public Tensor tril(long diagonal = 0) => Op.tril.Call(this, diagonal);

        public Tensor triu(long diagonal = 0) => Op.triu.Call(this, diagonal);
    }
}
