using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tests.Training;
using MinImagen.Lib.Unets;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Devices;

/// <summary>Neither training nor sampling leaves a tensor on the CPU, whatever the options.</summary>
public sealed class CascadeOnMetaTests
{
    private static readonly Dictionary<string, ImagenOptions> All = new()
    {
        ["plain"] = Toys.TwoUnets,
        ["original numerics"] = Toys.TwoUnets with { OriginalNumerics = true },
        ["Huber"] = Toys.TwoUnets with { LossType = LossType.Huber },
        ["v"] = Toys.TwoUnets with { Objective = ObjectiveType.V, NoiseSchedule = NoiseScheduleType.Cosine },
        ["x_0, min-SNR"] = Toys.TwoUnets with { Objective = ObjectiveType.XStart, MinSnrGamma = 5 },
        ["a noise level a picture"] = Toys.TwoUnets with { LowresNoisePerImage = true, AutoNormalizeImg = false },
    };

    public static TheoryData<string> Options { get; } = [.. All.Keys];

    [Theory]
    [MemberData(nameof(Options))]
    public void ItTrainsThere(string name)
    {
        using var scope = NewDisposeScope();
        using var imagen = OnMeta.Make(() => Toys.Cascade(All[name]));
        MetaLayers.Install(imagen);
        var (images, text) = (OnMeta.Normal(2, 3, 10, 10), OnMeta.Normal(2, 4, Toys.TextDim));
        var mask = ones(new[] { 2L, 4 }, device: META);

        OnMeta.AssertThere(imagen.Loss(images, text, mask, unetNumber: 1));
        OnMeta.AssertThere(imagen.Loss(images, text, mask, unetNumber: 2));

        // What a data loader makes is on the CPU, and is brought there.
        OnMeta.AssertThere(imagen.Loss(rand(2, 3, 10, 10), randn(2, 4, Toys.TextDim), ones(2, 4), unetNumber: 2));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void ItSamplesThere(string name)
    {
        using var scope = NewDisposeScope();
        using var imagen = OnMeta.Make(() => Toys.Cascade(All[name]));
        MetaLayers.Install(imagen);

        OnMeta.AssertThere(imagen.Sample(randn(2, 4, Toys.TextDim), ones(2, 4), new() { CondScale = 2, Thresholding = Thresholding.Static }), 2, 3, 8, 8);
    }

    [Theory]
    [InlineData("ddpm", null)]
    [InlineData("ddpm", 3)]
    [InlineData("ddim", null)]
    [InlineData("ddim", 3)]
    [InlineData("ddim:1", null)]
    [InlineData("dpmpp", null)]
    [InlineData("dpmpp", 3)]
    public void EverySamplerStepsThere(string name, int? steps)
    {
        using var scope = NewDisposeScope();
        using var imagen = OnMeta.Make(() => Toys.Cascade(Toys.OneUnet));
        MetaLayers.Install(imagen);
        var sampler = Samplers.Parse(name, steps is { } count ? OneOrEach.All(count) : null).For(1, "sampler")[0];
        using var model = imagen.Unets[0].Prepare(OnMeta.Normal(2, 4, Toys.TextDim), condScale: 2);

        foreach (var thresholding in new[] { Thresholding.Static, Thresholding.None })
        {
            foreach (var step in sampler.Run(imagen.Schedules[0], model.PredictNoise, OnMeta.Normal(2, 3, 4, 4), thresholding, RandomDraws.Default).Take(2))
            {
                OnMeta.AssertThere(step.X, 2, 3, 4, 4);
                OnMeta.AssertThere(step.XStart, 2, 3, 4, 4);
                thresholding.Bound(step.XStart)?.Dispose();
            }
        }
    }

    /// <summary>A U-Net that is moved takes everything with it, and what it is conditioned on follows.</summary>
    [Fact]
    public void AMovedUnetLeavesNothingBehind()
    {
        using var scope = NewDisposeScope();
        using var unet = new Unet(new UnetOptions { Dim = 8, DimMults = [1, 2], AttendAtMiddle = true });
        unet.to(META);
        Assert.All(unet.state_dict().Values, weight => Assert.Equal(DeviceType.META, weight.device_type));
        MetaLayers.Install(unet);

        OnMeta.AssertThere(unet.Forward(OnMeta.Normal(1, 3, 8, 8), OnMeta.Times(3), OnMeta.Normal(1, 4, 512)), 1, 3, 8, 8);
    }
}
