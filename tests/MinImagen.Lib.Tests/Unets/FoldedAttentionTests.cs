using MinImagen.Lib.Unets.Layers;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Unets;

/// <summary>Attention regrouped, and attention as it is, against the formula head by head: what they give and all gradients.</summary>
public sealed class FoldedAttentionTests
{
    private const long Heads = 2;
    private const long DimHead = 8;

    /// <summary>Fewer channels than a head is wide, as many, and more: the first are folded, the last are not.</summary>
    [Theory]
    [InlineData(6, false)]
    [InlineData(6, true)]
    [InlineData(8, true)]
    [InlineData(10, true)]
    public void CrossAttentionIsTheFormula(long dim, bool masked)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var layer = new CrossAttention(dim, 5, DimHead, Heads);
        var (x, context) = (randn(2, 9, dim, requires_grad: true), randn(2, 4, 5, requires_grad: true));
        var mask = masked ? tensor(new[] { true, false, true, true, false, false, true, false }).view(2, 4) : null;

        Tensor Formula()
        {
            var keysAndValues = nn.functional.linear(context, layer.get_parameter("to_kv.weight")!).chunk(2, -1);
            return ByHeads(layer, x, head => OfHead(keysAndValues[0], head), head => OfHead(keysAndValues[1], head), mask);
        }

        AssertSame(layer, () => layer.forward(x, context, mask), Formula, x, context);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    public void SelfAttentionIsTheFormula(long dim)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var layer = new Attention(dim, DimHead, Heads);
        var x = randn(2, 9, dim, requires_grad: true);

        Tensor Formula()
        {
            var keysAndValues = nn.functional.linear(Normed(layer, x), layer.get_parameter("to_kv.weight")!).chunk(2, -1);
            return ByHeads(layer, x, _ => keysAndValues[0], _ => keysAndValues[1], null);
        }

        AssertSame(layer, () => layer.call(x, null), Formula, x);
    }

    private static Tensor Normed(nn.Module layer, Tensor x) =>
        nn.functional.layer_norm(x, new[] { x.shape[2] }, layer.get_parameter("norm.gamma")!);

    private static Tensor OfHead(Tensor tokens, int head) => tokens.narrow(2, head * DimHead, DimHead);

    /// <summary>LN(concat_h(softmax(q_h · k_hᵀ / √d) · v_h) · W_oᵀ), the null token before all others.</summary>
    private static Tensor ByHeads(nn.Module layer, Tensor x, Func<int, Tensor> keys, Func<int, Tensor> values, Tensor? mask)
    {
        var q = nn.functional.linear(Normed(layer, x), layer.get_parameter("to_q.weight")!);
        var nullToken = layer.get_parameter("null_kv")!;
        Tensor WithNull(Tensor tokens, int which) => cat(new[] { nullToken[which].expand(tokens.shape[0], 1, -1), tokens }, 1);
        var answers = Enumerable.Range(0, (int)Heads).Select(head =>
        {
            var sim = OfHead(q, head).matmul(WithNull(keys(head), 0).transpose(1, 2)) / Math.Sqrt(DimHead);
            if (mask is not null)
            {
                var hidden = cat(new[] { zeros(mask.shape[0], 1, dtype: ScalarType.Bool), mask.logical_not() }, 1);
                sim = sim.masked_fill(hidden.unsqueeze(1), double.NegativeInfinity);
            }

            return sim.softmax(-1).matmul(WithNull(values(head), 1));
        });
        var attended = nn.functional.linear(cat(answers.ToArray(), 2), layer.get_parameter("to_out.0.weight")!);
        return nn.functional.layer_norm(attended, new[] { x.shape[2] }, layer.get_parameter("to_out.1.gamma")!);
    }

    private static void AssertSame(nn.Module layer, Func<Tensor> attend, Func<Tensor> formula, params Tensor[] inputs)
    {
        var weights = inputs.Concat(layer.parameters()).ToArray();
        var (given, expected) = (attend(), formula());
        Assert.True(given.allclose(expected, rtol: 0, atol: 1e-5));

        var direction = randn_like(expected);
        var ours = autograd.grad(new[] { (given * direction).sum() }, weights);
        var theirs = autograd.grad(new[] { (expected * direction).sum() }, weights);
        Assert.All(ours.Zip(theirs), pair =>
            Assert.True(((pair.First - pair.Second).abs().max() / pair.Second.abs().max()).item<float>() < 1e-4));
    }
}
