using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

public class LossTests
{
    private static readonly double[] Input = [0, 1, 2, 5];
    private static readonly double[] Target = [0, 1.5, 0, 1];
    private static readonly double[] Distance = [0, 0.5, 2, 4];

    [Fact]
    public void EachIsTheMeanOfItsFormula()
    {
        using var scope = torch.NewDisposeScope();
        var (x, y) = (torch.tensor(Input), torch.tensor(Target));

        Numbers.Equal([Distance.Average(d => d * d)], torch.nn.MSELoss().call(x, y));
        Numbers.Equal([Distance.Average()], torch.nn.L1Loss().call(x, y));
        Numbers.Equal([Distance.Average(d => d < 1 ? 0.5 * d * d : d - 0.5)], torch.nn.SmoothL1Loss().call(x, y));
        Numbers.Equal([Distance.Average(d => d < 3 ? 0.5 * d * d / 3 : d - 1.5)], torch.nn.SmoothL1Loss(beta: 3).call(x, y));
        Numbers.Equal([Distance.Average(d => d < 3 ? 0.5 * d * d : 3 * (d - 1.5))], torch.nn.HuberLoss(delta: 3).call(x, y));
    }

    [Fact]
    public void Reductions()
    {
        using var scope = torch.NewDisposeScope();
        var (x, y) = (torch.tensor(Input), torch.tensor(Target));

        Numbers.Equal(Distance, torch.nn.L1Loss(torch.nn.Reduction.None).call(x, y));
        Numbers.Equal([Distance.Sum()], torch.nn.L1Loss(torch.nn.Reduction.Sum).call(x, y));
    }

    [Fact]
    public void CrossEntropyIsTheLogProbabilityOfTheClass()
    {
        using var scope = torch.NewDisposeScope();
        double[,] scores = { { 1, 2, 3 }, { 0, 0, 4 }, { 1, 1, 1 } };
        long[] classes = [2, 0, 1];
        var x = torch.tensor(scores);
        var y = torch.tensor(classes);
        double Surprise(int row) => Math.Log(Enumerable.Range(0, 3).Sum(c => Math.Exp(scores[row, c]))) - scores[row, classes[row]];

        Numbers.Equal([(Surprise(0) + Surprise(1) + Surprise(2)) / 3], torch.nn.CrossEntropyLoss().call(x, y));
        Numbers.Equal([(Surprise(0) + Surprise(2)) / 2], torch.nn.CrossEntropyLoss(ignore_index: 0).call(x, y));
        Numbers.Equal(
            [(Surprise(0) * 4 + Surprise(1) + Surprise(2) * 2) / 7],
            torch.nn.CrossEntropyLoss(torch.tensor(new double[] { 1, 2, 4 })).call(x, y));
        Assert.NotEqual(
            Numbers.Of(torch.nn.CrossEntropyLoss().call(x, y)),
            Numbers.Of(new Modules.CrossEntropyLoss(label_smoothing: 0.1).call(x, y)));
    }

    [Fact]
    public void OneHotAndNormalize()
    {
        using var scope = torch.NewDisposeScope();

        Numbers.Equal([0, 0, 1, 1, 0, 0], torch.nn.functional.one_hot(torch.tensor(new long[] { 2, 0 })));
        Numbers.Equal([0.6, 0.8, 0, 0], torch.nn.functional.normalize(torch.tensor(new float[] { 3, 4, 0, 0 }, [2, 2])));
        Numbers.Equal([0.75, 1, 1, 0], torch.nn.functional.normalize(torch.tensor(new float[] { 3, 4, 4, 0 }, [2, 2]), p: double.PositiveInfinity, dim: 0));
    }

    [Fact]
    public void AttentionIsAWeightedMean()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var (q, k, v) = (torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6));
        var weights = (torch.einsum("bld,bsd->bls", q, k) / 2).softmax(-1);

        Numbers.Equal(torch.einsum("bls,bse->ble", weights, v), torch.nn.functional.scaled_dot_product_attention(q, k, v));
    }

    [Fact]
    public void CausalAttentionSeesNoLaterPosition()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var x = torch.randn(4, 3);
        var mask = torch.ones(4, 4).tril();

        var causal = torch.nn.functional.scaled_dot_product_attention(x, x, x, is_casual: true);

        Numbers.Equal(x[0], causal[0]);
        Numbers.Equal(torch.nn.functional.scaled_dot_product_attention(x, x, x, mask.to(ScalarType.Bool)), causal);
        Numbers.Equal(torch.nn.functional.scaled_dot_product_attention(x, x, x, (mask - 1) * 1e9), causal);
        Assert.Throws<ArgumentException>(() => torch.nn.functional.scaled_dot_product_attention(x, x, x, mask, is_casual: true));
    }
}
