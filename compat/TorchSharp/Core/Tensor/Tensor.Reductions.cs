namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Op.sum.Call(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Op.sum_dim_IntList.Call(this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Op.sum_dim_IntList.Call(this, dim, keepdim, type);

        public Tensor mean() => Op.mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Op.mean_dim.Call(this, dimensions, keepdim, type);

        public Tensor prod(ScalarType? type = null) => Op.prod.Call(this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Op.prod_dim_int.Call(this, dim, keepdim, type);

        public Tensor std(bool unbiased = true) => Op.std.Call(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Cast(Op.std_dim.Call(this, dimensions, unbiased, keepdim), type);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor var(bool unbiased = true) => Op.var.Call(this, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Cast(Op.var_dim.Call(this, dimensions, unbiased, keepdim), type);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor max() => Op.max.Call(this);

        public Tensor max(Tensor other) => Op.max_other.Call(this, other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Pair(Op.max_dim.CallMany(this, dim, keepdim));

        public Tensor argmax() => Op.argmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Op.argmax.Call(this, dim, keepdim);

        public Tensor min() => Op.min.Call(this);

        public Tensor min(Tensor other) => Op.min_other.Call(this, other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Pair(Op.min_dim.CallMany(this, dim, keepdim));

        public Tensor argmin() => Op.argmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Op.argmin.Call(this, dim, keepdim);

        public Tensor amax(params long[] dims) => Op.amax.Call(this, dims);

        public Tensor amin(params long[] dims) => Op.amin.Call(this, dims);

        public Tensor all() => Op.all.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Op.all_dim.Call(this, dim, keepdim);

        public Tensor any() => Op.any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Op.any_dim.Call(this, dim, keepdim);

        public Tensor median() => Op.median.Call(this);

        /// <summary>The quantiles of all elements, or along <paramref name="dim"/>; -1 means all, as in TorchSharp.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Op.quantile.Call(this, q, dim == -1 ? Value.None : dim, keepdim);

        public Tensor norm(float p = 2) => Op.norm_Scalar.Call(this, p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Op.norm_ScalarOpt_dim.Call(this, (Scalar)p, dim, keepdim);

        public Tensor logsumexp(long dim, bool keepdim = false) => Op.logsumexp.Call(this, dim, keepdim);

        public Tensor cumsum(long dim, ScalarType? type = null) => Op.cumsum.Call(this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Op.cumprod.Call(this, dim, type);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.softmax_int.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.log_softmax_int.Call(this, dim, dtype);

        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Op.count_nonzero.Call(this) : Op.count_nonzero_dim_IntList.Call(this, dims);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Op.histc.Call(this, bins, min, max);

        public Tensor bincount(Tensor? weights, long minlength = 0)
        {
            // LibTorch makes one bin more than the largest value says, which here overflows, and counts past their end.
            using (var unnumbered = eq(long.MaxValue))
            using (var any = unnumbered.any())
            {
                if (any.item<bool>())
                    throw new ArgumentException("No bin can be numbered long.MaxValue.");
            }

            return Op.bincount.Call(this, weights, minlength);
        }

        public (Tensor values, Tensor indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Pair(Op.sort_stable.CallMany(this, stable, dim, descending));

        public Tensor argsort(long dim = -1, bool descending = false) => Op.argsort.Call(this, dim, descending);

        public (Tensor values, Tensor indices) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Pair(Op.topk.CallMany(this, k, dim, largest, sorted));

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var results = dim is { } along
                ? Op.unique_dim.CallMany(this, along, sorted, return_inverse, return_counts)
                : Op._unique2.CallMany(this, sorted, return_inverse, return_counts);
            return (results[0], return_inverse ? results[1] : null, return_counts ? results[2] : null);
        }

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Op.allclose.CallScalar(this, target, rtol, atol, equal_nan).AsBoolean;

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Op.isclose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>Whether both have the same shape and elements, as a tensor of one truth value.</summary>
        public Tensor equal(Tensor target) => tensor(Op.equal.CallScalar(this, target).AsBoolean);

        private static (Tensor First, Tensor Second) Pair(Tensor[] results) => (results[0], results[1]);

        private static Tensor Cast(Tensor result, ScalarType? type)
        {
            if (type is not { } wanted || wanted == result.dtype)
                return result;
            using (result)
                return result.to_type(wanted);
        }
    }
}
