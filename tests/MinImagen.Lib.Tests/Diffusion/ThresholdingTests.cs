using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class ThresholdingTests
{
    public static TheoryData<string> Ids { get; } = Golden.Ids("p_mean_variance");

    [Theory]
    [MemberData(nameof(Ids))]
    public void OneStepBackIsTheOriginals(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        using var diffusion = new GaussianDiffusion(golden.Args.GetProperty("timesteps").GetInt32());
        var (x, t, output) = (golden["in/x"], golden["in/t"], golden["in/model_output"]);
        var dynamic = Thresholding.Dynamic(golden.Args.GetProperty("percentile").GetDouble());

        var predicted = DdpmSampler.PMeanVariance(diffusion, x, t, output, Thresholding.None);
        golden.AssertEqual("out/x_start", predicted.XStart);
        golden.AssertEqual("out/x_start_static", Thresholding.Static.Apply(predicted.XStart));

        var (xStart, mean, variance, logVariance) = DdpmSampler.PMeanVariance(diffusion, x, t, output, dynamic);
        golden.AssertEqual("out/x_start_thresholded", xStart);
        golden.AssertEqual("out/mean", mean);
        golden.AssertEqual("out/variance", variance);
        golden.AssertEqual("out/log_variance", logVariance);
        golden.AssertEqual("out/p_sample", DdpmSampler.PSample(mean, logVariance, t, golden["in/noise"]));
    }

    [Fact]
    public void WhatLiesInRangeStaysAsItIs()
    {
        using var scope = NewDisposeScope();
        var x = rand(2, 3, 4, 4) * 2 - 1;
        Assert.All(
            new[] { Thresholding.None, Thresholding.Static, Thresholding.Dynamic(0.9) },
            thresholding => Assert.True(thresholding.Apply(x).IsExactly(x)));
    }

    [Fact]
    public void StaticAndDynamicBringIntoRangeAndNoneDoesNot()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var x = randn(3, 3, 8, 8) * 4;
        double Largest(Thresholding thresholding) => thresholding.Apply(x).abs().max().item<float>();

        Assert.True(Largest(Thresholding.None) > 4);
        Assert.Equal(1, Largest(Thresholding.Static));
        Assert.Equal(1, Largest(Thresholding.Dynamic(0.9)));
    }

    /// <summary>A tenth of the values saturates, the rest keep their proportions; one image does not touch another.</summary>
    [Fact]
    public void DynamicScalesEachImageByItsOwnPercentile()
    {
        using var scope = NewDisposeScope();
        var values = arange(0, 101).to(float32).view(1, 1, 1, 101) / 10;
        var both = cat([values, values / 100]);
        var result = Thresholding.Dynamic(0.9).Apply(both);

        Assert.Equal(11, result[0].eq(1).sum().item<long>());
        Assert.True(result[0].allclose((values / 9).clamp(-1, 1)[0]));
        Assert.True(result[1].IsExactly(both[1]));
    }

    /// <summary>What is told of s is what <see cref="Thresholding.Apply"/> cuts at.</summary>
    [Fact]
    public void TheBoundIsWhereValuesAreCut()
    {
        using var scope = NewDisposeScope();
        var values = arange(0, 101).to(float32).view(1, 1, 1, 101) / 10;
        var both = cat([values, values / 100]);

        Assert.Null(Thresholding.None.Bound(both));
        Assert.Equal([1f, 1f], Thresholding.Static.Bound(both)!.data<float>().ToArray());
        var bound = Thresholding.Dynamic(0.9).Bound(both)!;
        Assert.Equal([2L, 1, 1, 1], bound.shape);
        Assert.Equal([9f, 1f], bound.data<float>().ToArray());
        Assert.True(Thresholding.Dynamic(0.9).Apply(both).IsExactly(both.clamp(-bound, bound) / bound));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    public void APercentileIsAFraction(double percentile) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Dynamic(percentile));
}
