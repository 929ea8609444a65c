namespace TorchSharp;

public static partial class torch
{
    public static Tensor sum(Tensor input, ScalarType? type = null) => Given(input).sum(type);

    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => Given(input).sum(dim, keepdim, type);

    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Given(input).sum(dim, keepdim, type);

    public static Tensor mean(Tensor input) => Op.mean.Call(input);

    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => Given(input).mean(dimensions, keepdim, type);

    public static Tensor std(Tensor input, bool unbiased = true) => Op.std.Call(input, unbiased);

    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std(dimensions, unbiased, keepdim, type);

    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).std(dimensions, unbiased, keepdim, type);

    public static Tensor var(Tensor input, bool unbiased = true) => Op.var.Call(input, unbiased);

    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var(dimensions, unbiased, keepdim, type);

    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Given(input).var(dimensions, unbiased, keepdim, type);

    public static Tensor max(Tensor input) => Op.max.Call(input);

    public static Tensor max(Tensor input, Tensor other) => Op.max_other.Call(input, other);

    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => Given(input).max(dim, keepdim);

    public static Tensor argmax(Tensor input) => Op.argmax.Call(input);

    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => Op.argmax.Call(input, dim, keepdim);

    public static Tensor min(Tensor input) => Op.min.Call(input);

    public static Tensor min(Tensor input, Tensor other) => Op.min_other.Call(input, other);

    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => Given(input).min(dim, keepdim);

    public static Tensor argmin(Tensor input) => Op.argmin.Call(input);

    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => Op.argmin.Call(input, dim, keepdim);

    public static Tensor all(Tensor input) => Op.all.Call(input);

    public static Tensor all(Tensor input, long dim, bool keepdim = false) => Op.all_dim.Call(input, dim, keepdim);

    public static Tensor any(Tensor input) => Op.any.Call(input);

    public static Tensor any(Tensor input, long dim, bool keepdim = false) => Op.any_dim.Call(input, dim, keepdim);

    public static Tensor median(Tensor input) => Op.median.Call(input);

    public static Tensor quantile(Tensor input, Tensor q, long dim = -1, bool keepdim = false) => Given(input).quantile(q, dim, keepdim);

    public static Tensor norm(Tensor input, float p = 2) => Given(input).norm(p);

    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => Given(input).logsumexp(dim, keepdim);

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => Op.cumsum.Call(input, dim, type);

    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => Op.cumprod.Call(input, dim, dtype);

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => Op.softmax_int.Call(input, dim, dtype);

    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => Given(input).sort(dim, descending, stable);

    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => Given(tensor).topk(k, dim, largest, sorted);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Given(tensor).allclose(target, rtol, atol, equal_nan);

    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Given(tensor).isclose(other, rtol, atol, nanEqual);

    public static Tensor equal(Tensor tensor, Tensor target) => Given(tensor).equal(target);
}
