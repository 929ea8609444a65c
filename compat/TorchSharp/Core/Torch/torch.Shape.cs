namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Op.cat.Call(tensors, dim);

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Op.cat.Call(All(tensors), dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Op.cat.Call(tensors.ToArray(), dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Op.stack.Call(All(tensors), dim);

    public static Tensor hstack(params Tensor[] tensors) => Op.hstack.Call(tensors);

    public static Tensor vstack(Tensor[] tensors) => Op.vstack.Call(tensors);

    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => Op.chunk.CallMany(input, chunks, dim);

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => Op.split_with_sizes.CallMany(tensor, split_size_or_sections, dim);

    public static Tensor reshape(Tensor input, params long[] shape) => Op.reshape.Call(input, shape);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => Op.flatten_using_ints.Call(input, start_dim, end_dim);

    public static Tensor squeeze(Tensor input, long? dim = null) => Given(input).squeeze(dim);

    public static Tensor unsqueeze(Tensor input, long dim) => Op.unsqueeze.Call(input, dim);

    public static Tensor transpose(Tensor input, long dim0, long dim1) => Op.transpose_int.Call(input, dim0, dim1);

    public static Tensor permute(Tensor input, params long[] permutation) => Op.permute.Call(input, permutation);

    public static Tensor movedim(Tensor input, long source, long destination) => Op.movedim_int.Call(input, source, destination);

    public static Tensor movedim(Tensor input, long[] source, long[] destination) => Op.movedim_intlist.Call(input, source, destination);

    public static Tensor broadcast_to(Tensor input, params long[] shape) => Op.broadcast_to.Call(input, shape);

    public static Tensor flip(Tensor input, params long[] dims) => Op.flip.Call(input, dims);

    public static Tensor roll(Tensor input, long shifts, long? dims = null) => Given(input).roll(shifts, dims);

    public static Tensor tile(Tensor input, long[] dims) => Op.tile.Call(input, dims);

    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => Given(input).repeat_interleave(repeats, dim, output_size);

    public static Tensor gather(Tensor input, long dim, Tensor index) => Op.gather.Call(input, dim, index);

    public static Tensor index_select(Tensor input, long dim, Tensor index) => Op.index_select.Call(input, dim, index);

    public static Tensor masked_select(Tensor input, Tensor mask) => Op.masked_select.Call(input, mask);

    public static Tensor nonzero(Tensor input) => Op.nonzero.Call(input);

    public static Tensor diag(Tensor input, long diagonal = 0) => Op.diag.Call(input, diagonal);

    public static Tensor tril(Tensor input, long diagonal = 0) => Op.tril.Call(input, diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0) => Op.triu.Call(input, diagonal);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Op.meshgrid_indexing.CallMany(All(tensors), indexing);

    private static Tensor[] All(IEnumerable<Tensor> tensors) => [.. tensors ?? throw new ArgumentNullException(nameof(tensors))];
}
