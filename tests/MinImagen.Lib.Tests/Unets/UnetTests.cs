using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Unets;

public sealed class UnetTests
{
    private static readonly UnetOptions Tiny = UnetOptions.BaseTest with { TextEmbedDim = 16 };

    private static readonly UnetOptions TinySuper = UnetOptions.SuperTest with { TextEmbedDim = 16, LowresCond = true };

    [Fact]
    public void GuidanceIsLinearInItsScale()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Tiny);
        var (x, t, text) = (randn(2, 3, 8, 8), tensor(new long[] { 3, 40 }), randn(2, 5, 16));
        Tensor At(double scale) => unet.ForwardWithCondScale(x, t, text, condScale: scale);

        // ε(w) = ε(0) + w · (ε(1) − ε(0))
        var (unconditional, conditional) = (At(0), At(1));
        Assert.False(unconditional.allclose(conditional));
        Assert.True(At(4).allclose(unconditional + (conditional - unconditional) * 4, atol: 1e-4));
        Assert.True(At(-1).allclose(unconditional * 2 - conditional, atol: 1e-4));
    }

    /// <summary>One pass is told from two by the tensors that it makes.</summary>
    [Fact]
    public void TakesOnePassWhereTheOtherWouldNotCount()
    {
        using var noGrad = no_grad();
        using var unet = Build(Tiny);
        using var x = randn(1, 3, 8, 8);
        using var t = tensor(new long[] { 3 });
        using var text = randn(1, 5, 16);
        long Made(Tensor? embeds, double scale)
        {
            var convolutions = 0;
            using var hook = new HookedCount(unet, () => convolutions++);
            unet.ForwardWithCondScale(x, t, embeds, condScale: scale).Dispose();
            return convolutions;
        }

        Assert.Equal([1, 1, 1, 2], new[] { Made(text, 0), Made(text, 1), Made(null, 3), Made(text, 3) });
    }

    [Fact]
    public void ADroppedCaptionIsNoCaptionAtAll()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Tiny);
        var (x, t) = (randn(2, 3, 8, 8), tensor(new long[] { 3, 40 }));
        var (one, other) = (randn(2, 5, 16), randn(2, 5, 16));
        var keepFirst = tensor(new[] { true, false });

        Assert.True(unet.Forward(x, t, one, condDropProb: 1).IsExactly(unet.Forward(x, t, other, condDropProb: 1)));
        var mixed = unet.Forward(x, t, one, textKeepMask: keepFirst);
        Assert.True(mixed[0].allclose(unet.Forward(x, t, one)[0], atol: 1e-5));
        Assert.True(mixed[1].allclose(unet.Forward(x, t, other, condDropProb: 1)[1], atol: 1e-5));
    }

    [Fact]
    public void AMaskMayBeOfIntegersAndLongerThanWhatIsRead()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Tiny);
        var (x, t, text) = (randn(1, 3, 8, 8), tensor(new long[] { 7 }), randn(1, 300, 16));
        var mask = arange(300).lt(280).unsqueeze(0);

        var expected = unet.Forward(x, t, text.narrow(1, 0, 256), mask.narrow(1, 0, 256));
        Assert.True(expected.IsExactly(unet.Forward(x, t, text, mask)));
        Assert.True(expected.IsExactly(unet.Forward(x, t, text, mask.to(ScalarType.Int64))));
    }

    [Fact]
    public void CaptionsAreCutToAsManyTokensAsTheOptionsSay()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Tiny with { MaxTextLen = 5 });
        var (x, t, text) = (randn(1, 3, 8, 8), tensor(new long[] { 7 }), randn(1, 9, 16));

        Assert.Equal([1, 5, Tiny.Dim], unet.get_parameter("null_text_embed")!.shape);
        Assert.True(unet.Forward(x, t, text).IsExactly(unet.Forward(x, t, text.narrow(1, 0, 5))));
        Assert.False(unet.Forward(x, t, text).IsExactly(unet.Forward(x, t, text.narrow(1, 0, 4))));
    }

    [Fact]
    public void OnlyALengthOfItsOwnIsWrittenSinceTheOriginalDoesNotKnowIt()
    {
        Assert.DoesNotContain("max_text_len", Tiny.ToJson());
        Assert.Equal(5, UnetOptions.FromJson((Tiny with { MaxTextLen = 5 }).ToJson()).MaxTextLen);
        Assert.Throws<ArgumentException>((Tiny with { MaxTextLen = 257 }).Validate);
    }

    [Fact]
    public void WhatAMaskHidesDoesNotCount()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Tiny);
        var (x, t, text) = (randn(1, 3, 8, 8), tensor(new long[] { 7 }), randn(1, 4, 16));
        var mask = tensor(new[] { true, true, false, false }).unsqueeze(0);
        var changed = cat([text.narrow(1, 0, 2), randn(1, 2, 16)], 1);

        Assert.True(unet.Forward(x, t, text, mask).IsExactly(unet.Forward(x, t, changed, mask)));
        Assert.False(unet.Forward(x, t, text).allclose(unet.Forward(x, t, changed)));
    }

    [Fact]
    public void TheTextCanBeConditionedOnBeforehand()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Tiny);
        var (x, t, text) = (randn(1, 3, 8, 8), tensor(new long[] { 7 }), randn(1, 4, 16));
        var condition = unet.ConditionOnText(text, null, RandomDraws.Default.KeepMask(1, 1));
        Assert.True(unet.Forward(x, t, text).IsExactly(unet.PredictNoise(x, t, condition)));
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-4)]
    [InlineData(ScalarType.BFloat16, 0.15)]
    public void WorksInOtherPrecisions(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var unet = Build(Tiny with { LayerAttns = true, LayerCrossAttns = true, AttendAtMiddle = true });
        var (x, t, text) = (randn(1, 3, 8, 8), tensor(new long[] { 900 }), randn(1, 4, 16));
        var expected = unet.Forward(x, t, text);

        unet.to(type);
        var actual = unet.Forward(x.to(type), t, text);
        Assert.Equal(type, actual.dtype);
        Assert.True((actual.to(ScalarType.Float32) - expected).abs().max().item<float>() < tolerance);
    }

    [Fact]
    public void EveryWeightLearns()
    {
        using var scope = NewDisposeScope();
        using var unet = Build(TinySuper with { LayerAttns = true, LayerCrossAttns = true, AttendAtMiddle = true });
        var keep = tensor(new[] { true, false });
        var (x, low) = (randn(2, 3, 8, 8), randn(2, 3, 8, 8));
        var t = tensor(new long[] { 3, 40 });
        unet.Forward(x, t, randn(2, 4, 16), lowresCondImg: low, lowresNoiseTimes: t, textKeepMask: keep).square().mean().backward();

        Assert.All(unet.named_parameters(), entry => Assert.True(entry.parameter.grad is { } grad && grad.abs().max().item<float>() > 0, entry.name));
    }

    [Fact]
    public void AStateDictGoesRound()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var one = Build(TinySuper);
        using var other = new Unet(TinySuper);
        var (x, t) = (randn(1, 3, 8, 8), tensor(new long[] { 3 }));
        Tensor Predict(Unet unet) => unet.Forward(x, t, lowresCondImg: x, lowresNoiseTimes: t);

        Assert.False(Predict(one).IsExactly(Predict(other)));
        other.load_state_dict(one.state_dict());
        Assert.True(Predict(one).IsExactly(Predict(other)));
    }

    [Fact]
    public void RefusesImagesThatItCannotHalve()
    {
        using var unet = Build(Tiny with { DimMults = [1, 1, 1, 1] });
        using var memoryEfficient = Build(TinySuper);
        using var t = tensor(new long[] { 3 });
        var error = Assert.Throws<ArgumentException>(() => unet.Forward(randn(1, 3, 16, 20), t));
        Assert.Contains("divisible by 8", error.Message);
        Assert.Contains("16×20", error.Message);
        Assert.Contains(
            "divisible by 4",
            Assert.Throws<ArgumentException>(
                () => memoryEfficient.Forward(randn(1, 3, 6, 8), t, lowresCondImg: randn(1, 3, 6, 8), lowresNoiseTimes: t)).Message);
    }

    [Fact]
    public void ErrorsNameTheArgument()
    {
        using var scope = NewDisposeScope();
        using var unet = Build(Tiny);
        using var super = Build(TinySuper);
        var (x, t) = (randn(2, 3, 8, 8), tensor(new long[] { 3, 4 }));
        void Refused(string argument, Func<Tensor> call) => Assert.Equal(argument, Assert.Throws<ArgumentException>(call).ParamName);

        Refused("x", () => unet.Forward(randn(2, 1, 8, 8), t));
        Refused("x", () => unet.Forward(randn(3, 8, 8), t));
        Refused("time", () => unet.Forward(x, tensor(new long[] { 3 })));
        Refused("textEmbeds", () => unet.Forward(x, t, randn(2, 5, 8)));
        Refused("textMask", () => unet.Forward(x, t, randn(2, 5, 16), ones([2, 4], dtype: ScalarType.Bool)));
        Refused("lowresCondImg", () => unet.Forward(x, t, lowresCondImg: x, lowresNoiseTimes: t));
        Refused("lowresCondImg", () => super.Forward(x, t));
        Refused("lowresCondImg", () => super.Forward(x, t, lowresCondImg: randn(2, 3, 4, 4), lowresNoiseTimes: t));
        Refused("lowresNoiseTimes", () => super.Forward(x, t, lowresCondImg: x, lowresNoiseTimes: tensor(new long[] { 3 })));
    }

    [Fact]
    public void LeavesNoTensorsBehind()
    {
        using var unet = Build(TinySuper with { LayerAttns = true, LayerCrossAttns = true });
        using var x = randn(1, 3, 8, 8);
        using var t = tensor(new long[] { 3 });
        using var text = randn(1, 4, 16);
        void Guided()
        {
            using var noGrad = no_grad();
            unet.ForwardWithCondScale(x, t, text, null, x, t, 3).Dispose();
        }

        Guided();
        Assert.Equal(0, LiveTensors.LeftBy(Guided));
        Assert.Equal(0, LiveTensors.LeftBy(() => unet.Forward(x, t, text, null, x, t, 0.5).Dispose()));
    }

    private static Unet Build(UnetOptions options)
    {
        manual_seed(0);
        return new Unet(options);
    }

    /// <summary>Counts the passes through a U-Net by its first convolution.</summary>
    private sealed class HookedCount : IDisposable
    {
        private readonly Action remove;

        public HookedCount(Unet unet, Action count)
        {
            var layer = (nn.Module<Tensor, Tensor>)unet.named_children().Single(child => child.name == "init_conv").module;
            var remover = layer.register_forward_hook(_ => count());
            remove = remover.remove;
        }

        public void Dispose() => remove();
    }
}
