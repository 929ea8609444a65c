using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Engine;
using MinImagen.Lib.Unets;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Devices;

/// <summary>No U-Net leaves a tensor on the CPU: the presets of the paper, at their full size, and the small ones.</summary>
public sealed class UnetOnMetaTests
{
    private const int TextLength = 5;

    private static readonly Dictionary<string, UnetOptions> All = new()
    {
        ["Base"] = UnetOptions.Base,
        ["Super"] = UnetOptions.Super,
        ["BaseTest"] = UnetOptions.BaseTest,
        ["SuperTest"] = UnetOptions.SuperTest,
        ["everything"] = new UnetOptions { Dim = 8, DimMults = [1, 2], AttendAtMiddle = true },
        ["everything, wide"] = new UnetOptions { Dim = 128, DimMults = [1, 2], AttendAtMiddle = true, MemoryEfficient = true, MaxTextLen = 4 },
    };

    public static TheoryData<string, bool> Options()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in All.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void ItPredictsThere(string name, bool lowres)
    {
        using var scope = NewDisposeScope();
        using var unet = OnMeta.Make(() => new Unet(All[name] with { LowresCond = lowres }));
        Assert.All(unet.parameters(), weight => Assert.Equal(DeviceType.META, weight.device_type));
        Assert.All(unet.buffers(), weight => Assert.Equal(DeviceType.META, weight.device_type));
        MetaLayers.Install(unet);

        var (x, t) = (OnMeta.Normal(2, 3, 16, 16), OnMeta.Times(3, 7));
        var text = OnMeta.Normal(2, TextLength, unet.Options.TextEmbedDim);
        var mask = ones(new[] { 2L, TextLength }, dtype: ScalarType.Bool, device: META);
        var (low, lowT) = lowres ? (OnMeta.Normal(2, 3, 16, 16), OnMeta.Times(1, 1)) : (null, null);

        OnMeta.AssertThere(unet.Forward(x, t, null, null, low, lowT), 2, 3, 16, 16);
        OnMeta.AssertThere(unet.Forward(x, t, text, null, low, lowT), 2, 3, 16, 16);
        OnMeta.AssertThere(unet.Forward(x, t, text, mask, low, lowT, condDropProb: 0.5), 2, 3, 16, 16);
        OnMeta.AssertThere(unet.ForwardWithCondScale(x, t, text, mask, low, lowT, condScale: 3), 2, 3, 16, 16);

        using var two = new ThreadCount(2);
        using var prepared = unet.Prepare(text, mask, low, lowT, condScale: 3);
        OnMeta.AssertThere(prepared.PredictNoise(x, t), 2, 3, 16, 16);
        OnMeta.AssertThere(prepared.PredictNoise(x, t), 2, 3, 16, 16);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void ItsLossIsComputedThere(string name, bool lowres)
    {
        using var scope = NewDisposeScope();
        var options = new ImagenOptions { ImageSizes = lowres ? [16, 16] : 16, TextEmbedDim = 512, Timesteps = 25 };
        UnetOptions[] unets = lowres ? [UnetOptions.BaseTest, All[name]] : [All[name]];
        using var imagen = OnMeta.Make(() => Imagen.Create(unets, options));
        MetaLayers.Install(imagen);

        OnMeta.AssertThere(imagen.Loss(OnMeta.Normal(2, 3, 16, 16), OnMeta.Normal(2, TextLength, 512), unetNumber: unets.Length));
    }

    /// <summary>The copy that computes in bfloat16 is made where the U-Net is.</summary>
    [Fact]
    public void TheReducedCopyIsThere()
    {
        using var scope = NewDisposeScope();
        using var unet = OnMeta.Make(() => new Unet(All["everything"]));
        using var copy = unet.Copy(Precision.BFloat16);
        Assert.All(copy.state_dict().Values, weight => Assert.Equal(DeviceType.META, weight.device_type));
        MetaLayers.Install(copy);

        OnMeta.AssertThere(copy.Forward(OnMeta.Normal(2, 3, 16, 16), OnMeta.Times(3, 7), OnMeta.Normal(2, TextLength, 512)), 2, 3, 16, 16);
    }

    /// <summary>These tests rest on it. Not all operators look: matrix products and <c>cat</c> take what they get.</summary>
    [Fact]
    public void ATensorOfTheCpuIsRefusedThere()
    {
        using var scope = NewDisposeScope();
        Assert.ThrowsAny<Exception>(() => OnMeta.Normal(2) + ones(2));
        Assert.ThrowsAny<Exception>(() => ones(2) * OnMeta.Normal(2));
    }
}
