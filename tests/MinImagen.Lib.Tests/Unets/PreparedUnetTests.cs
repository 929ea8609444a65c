using MinImagen.Lib.Tensors;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Unets;

/// <summary>The fast way to sample is held to the plain one.</summary>
public sealed class PreparedUnetTests
{
    private static readonly UnetOptions Base = new()
    {
        Dim = 16,
        DimMults = [1, 2],
        TextEmbedDim = 24,
        CondDim = 12,
        LayerAttns = [false, true],
        LayerCrossAttns = true,
        AttendAtMiddle = true,
    };

    private static readonly UnetOptions Super = Base with { LowresCond = true, MemoryEfficient = true };

    [Theory]
    [InlineData(false, 1, 0)]
    [InlineData(false, 1, 1)]
    [InlineData(false, 1, 3)]
    [InlineData(false, 2, 0)]
    [InlineData(true, 1, 1)]
    [InlineData(true, 1, 3)]
    [InlineData(true, 2, 3)]
    public void PredictsAsThePlainUnetDoesAtEveryTimestep(bool super, int threads, double condScale)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(super ? Super : Base);
        var (text, mask) = Captions();
        var lowres = super ? randn(3, 3, 16, 16) : null;
        var lowresTimes = super ? tensor(new long[] { 5, 5, 80 }) : null;
        OnThreads(threads, () =>
        {
            using var prepared = unet.Prepare(text, mask, lowres, lowresTimes, condScale);
            foreach (var t in new[] { tensor(new long[] { 999, 500, 3 }), tensor(new long[] { 0, 1, 700 }) })
            {
                var x = randn(3, 3, 16, 16);
                var plain = unet.ForwardWithCondScale(x, t, text, mask, lowres, lowresTimes, condScale);
                Assert.True(prepared.PredictNoise(x, t).allclose(plain, rtol: 1e-5, atol: 2e-5));
            }
        });
    }

    [Fact]
    public void WithoutTextItPredictsAsThePlainUnetDoes()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Base);
        using var prepared = unet.Prepare(null, condScale: 3);
        var (x, t) = (randn(1, 3, 16, 16), tensor(new long[] { 9 }));
        Assert.True(prepared.PredictNoise(x, t).allclose(unet.Forward(x, t), atol: 1e-6));
    }

    /// <summary>35 dB between the predictions: the error's power is 1/3162 of the signal's.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void InBFloat16ItPredictsNearlyTheSameAndLeavesTheUnetAsItWas(bool super)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(super ? Super : Base);
        var (text, mask) = Captions();
        var lowres = super ? randn(3, 3, 16, 16) : null;
        var t = tensor(new long[] { 999, 500, 3 });
        var x = randn(3, 3, 16, 16);
        var plain = unet.ForwardWithCondScale(x, t, text, mask, lowres, super ? t : null, condScale: 1);
        var generatorState = get_rng_state();

        using var prepared = unet.Prepare(text, mask, lowres, super ? t : null, condScale: 1, Precision.BFloat16);
        var fast = prepared.PredictNoise(x, t);

        Assert.Equal(ScalarType.Float32, fast.dtype);
        Assert.False(fast.allclose(plain, rtol: 0, atol: 1e-6));
        var decibels = 10 * Math.Log10((plain.square().sum() / (fast - plain).square().sum()).item<float>());
        Assert.InRange(decibels, 35, 80);
        Assert.True(generatorState.equal(get_rng_state()).all().item<bool>());
        Assert.All(unet.parameters(), weight => Assert.Equal(ScalarType.Float32, weight.dtype));
    }

    [Fact]
    public void ForgetsItsTensorsWhenItIsDisposed()
    {
        using var noGrad = no_grad();
        using var unet = Build(Base);
        using var x = randn(3, 3, 16, 16);
        using var t = tensor(new long[] { 999, 500, 3 });
        var (text, mask) = Captions();
        void Run()
        {
            using var prepared = unet.Prepare(text, mask, condScale: 2);
            prepared.PredictNoise(x, t).Dispose();
            prepared.PredictNoise(x, t).Dispose();
        }

        Run();
        Assert.Equal(0, LiveTensors.LeftBy(Run));
        text.Dispose();
        mask.Dispose();
    }

    private static Unet Build(UnetOptions options)
    {
        manual_seed(7);
        return new Unet(options);
    }

    private static (Tensor Text, Tensor Mask) Captions()
    {
        using var scope = NewDisposeScope();
        var text = randn(3, 5, 24);
        var mask = tensor(new[] { true, true, false, false, false, true, true, true, true, true, true, false, false, false, false }).view(3, 5);
        return (text.MoveToOuterDisposeScope(), mask.MoveToOuterDisposeScope());
    }

    private static void OnThreads(int count, Action work)
    {
        var before = get_num_threads();
        set_num_threads(count);
        try
        {
            work();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
