using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class MinSnrWeightingTests
{
    /// <summary>A chain of three steps with ᾱ = 0.9, 0.5, 0.2, so SNR = 9, 1, 1/4; with γ = 5, worked out by hand.</summary>
    [Fact]
    public void WeightsAreThoseOfThePaper()
    {
        using var diffusion = Chain();
        var weighting = new MinSnrWeighting(5);
        double[] Weights(Objective objective) => [.. Enumerable.Range(0, 3).Select(t => weighting.Weight(diffusion, objective, t))];
        Close([5, 1, 0.25], Weights(Objective.XStart));
        Close([5.0 / 9, 1, 1], Weights(Objective.Noise));
        Close([0.5, 0.5, 0.2], Weights(Objective.V));

        static void Close(double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void TheLossIsTheMeanOfEachImagesWeightedError()
    {
        using var scope = NewDisposeScope();
        using var diffusion = Chain();
        manual_seed(0);
        var errors = rand(4, 2, 3, 3);
        var t = tensor(new long[] { 0, 1, 2, 0 });
        var loss = new MinSnrWeighting(5).Loss(diffusion, Objective.V, t, reduction => Reduce(errors, reduction));
        var means = Enumerable.Range(0, 4).Select(i => (double)errors[i].mean().item<float>()).ToArray();
        Assert.Equal((0.5 * means[0] + 0.5 * means[1] + 0.2 * means[2] + 0.5 * means[3]) / 4, loss.item<float>(), 1e-6);

        var even = new EvenWeighting().Loss(diffusion, Objective.V, t, reduction => Reduce(errors, reduction));
        Assert.True(even.IsExactly(errors.mean()));
    }

    /// <summary>Whatever the model says, the same mistake about x_0 costs the same.</summary>
    [Fact]
    public void TheSameMistakeCostsTheSameUnderEveryObjective()
    {
        using var scope = NewDisposeScope();
        using var diffusion = new GaussianDiffusion(200, VarianceSchedule.Cosine);
        manual_seed(1);
        var (xStart, noise, wrong) = (randn(6, 1, 4, 4), randn(6, 1, 4, 4), randn(6, 1, 4, 4));
        var t = tensor(new long[] { 3, 20, 60, 100, 150, 190 });
        var xT = diffusion.QSample(xStart, t, noise);

        double Loss(Objective objective)
        {
            // x_t stays, so another x_0 means another ε.
            var believed = Objective.XStart.ToNoise(diffusion, xT, t, wrong);
            var off = objective.Target(diffusion, wrong, t, believed) - objective.Target(diffusion, xStart, t, noise);
            return new MinSnrWeighting().Loss(diffusion, objective, t, reduction => Reduce(off.square(), reduction)).item<float>();
        }

        var expected = Loss(Objective.XStart);
        Assert.Equal(1, Loss(Objective.Noise) / expected, 1e-3);
        Assert.Equal(1, Loss(Objective.V) / expected, 1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void GammaIsPositive(double gamma) => Assert.Throws<ArgumentOutOfRangeException>(() => new MinSnrWeighting(gamma));

    private static GaussianDiffusion Chain() => new(3, _ => tensor(new[] { 0.1, 1 - 0.5 / 0.9, 0.6 }, dtype: float64));

    private static Tensor Reduce(Tensor errors, nn.Reduction reduction) =>
        reduction == nn.Reduction.Mean ? errors.mean() : errors.alias();
}
