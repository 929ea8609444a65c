using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Training;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Devices;

/// <summary>
/// The other way round: the model is on the CPU, and LibTorch's default device is elsewhere. A tensor for which the code
/// does not say the device would be made there, among those of the CPU. Gradients, quantiles and numbers can be had so.
/// </summary>
public sealed class DefaultDeviceTests
{
    private static readonly Dictionary<string, ImagenOptions> All = new()
    {
        ["plain"] = Toys.TwoUnets,
        ["original numerics"] = Toys.TwoUnets with { OriginalNumerics = true },
        ["L1"] = Toys.TwoUnets with { LossType = LossType.L1 },
        ["Huber"] = Toys.TwoUnets with { LossType = LossType.Huber },
        ["v"] = Toys.TwoUnets with { Objective = ObjectiveType.V, NoiseSchedule = NoiseScheduleType.Cosine },
        ["x_0, min-SNR"] = Toys.TwoUnets with { Objective = ObjectiveType.XStart, MinSnrGamma = 5 },
        ["a noise level a picture"] = Toys.TwoUnets with { LowresNoisePerImage = true, AutoNormalizeImg = false },
    };

    public static TheoryData<string> Options { get; } = [.. All.Keys];

    [Theory]
    [MemberData(nameof(Options))]
    public void ItTrainsTheSame(string name)
    {
        using var scope = NewDisposeScope();
        using var imagen = Toys.Cascade(All[name]);
        var (images, text, mask) = (rand(3, 3, 10, 10), randn(3, 4, Toys.TextDim), ones(3, 4));
        double Gradients(int unetNumber)
        {
            manual_seed(3);
            imagen.zero_grad();
            return imagen.LossAndGradients(images, text, mask, unetNumber);
        }

        foreach (var number in new[] { 1, 2 })
        {
            var expected = Gradients(number);
            Assert.Equal(expected, OnMeta.Make(() => Gradients(number)));
        }
    }

    [Theory]
    [InlineData("ddpm")]
    [InlineData("ddim:1")]
    [InlineData("dpmpp")]
    public void ItSamplesTheSame(string sampler)
    {
        using var scope = NewDisposeScope();
        using var imagen = Toys.Cascade(Toys.TwoUnets);
        var (text, mask) = (randn(2, 4, Toys.TextDim), ones(2, 4));
        foreach (var steps in new[] { OneOrEach.All(3), null })
        {
            var options = new SampleOptions { CondScale = 2, Seed = 4, Sampler = Samplers.Parse(sampler, steps) };
            var expected = imagen.Sample(text, mask, options);
            Assert.True(OnMeta.Make(() => imagen.Sample(text, mask, options)).IsExactly(expected));
        }
    }

    [Fact]
    public void TheTextIsEncodedTheSame()
    {
        using var scope = NewDisposeScope();
        using var encoder = new T5Encoder(new T5Config { VocabSize = 9, DModel = 8, DKv = 4, DFf = 8, NumLayers = 2, NumHeads = 2 });
        encoder.InitializeWeights();
        var (ids, mask) = (tensor(new long[,] { { 3, 4, 1 }, { 5, 1, 0 } }), tensor(new long[,] { { 1, 1, 1 }, { 1, 1, 0 } }));

        var expected = encoder.call(ids, mask);

        Assert.True(OnMeta.Make(() => encoder.call(ids, mask)).IsExactly(expected));
        Assert.True(OnMeta.Make(() => encoder.PositionBias(3)).IsExactly(encoder.PositionBias(3)));
    }

    [Fact]
    public void PicturesAreResizedTheSame()
    {
        using var scope = NewDisposeScope();
        var image = rand(2, 3, 9, 9);

        Assert.True(OnMeta.Make(() => Resize.To(image, 4, 20)).IsExactly(Resize.To(image, 4, 20)));
    }
}
