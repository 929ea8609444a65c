using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Cascade;

/// <summary>The fast ways to train are held to the plain one.</summary>
public sealed class LossAndGradientsTests
{
    private static readonly UnetOptions Small = new()
    {
        Dim = 16,
        DimMults = [1, 2],
        LayerAttns = [false, true],
        LayerCrossAttns = [false, true],
    };

    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(1, 2, 3)]
    [InlineData(2, 2, 3)]
    [InlineData(2, 2, 1)]
    public void PartsOfABatchGiveTheLossAndTheGradientsOfTheWhole(int unetNumber, int threads, int batchSize)
    {
        using var scope = NewDisposeScope();
        using var imagen = Build();
        var (images, text) = (rand(batchSize, 3, 16, 16), randn(batchSize, 4, 24));
        var unet = imagen.Unets[unetNumber - 1];

        manual_seed(1);
        var loss = imagen.Loss(images, text, unetNumber: unetNumber);
        loss.backward();
        var plain = Gradients(unet);
        unet.zero_grad();

        manual_seed(1);
        var before = get_num_threads();
        set_num_threads(threads);
        var fast = imagen.LossAndGradients(images, text, unetNumber: unetNumber, scale: 0.5);
        set_num_threads(before);

        Assert.Equal(loss.item<float>() * 0.5, fast, 1e-6);
        Assert.All(plain, item => Assert.True(
            (Gradients(unet)[item.Key] * 2).allclose(item.Value, rtol: 1e-4, atol: 1e-6), item.Key));
    }

    /// <summary>A descent in bfloat16 loses as fast as one in float32, within a twentieth of where it began.</summary>
    [Fact]
    public void MasterWeightsLearnAsFloat32Does()
    {
        using var scope = NewDisposeScope();
        var (images, text) = (rand(2, 3, 16, 16), randn(2, 4, 24));
        var plain = Descend(images, text, Precision.Float32);
        var fast = Descend(images, text, Precision.BFloat16);

        Assert.InRange(plain[^1], 0, 0.6 * plain[0]);
        Assert.All(plain.Zip(fast), step => Assert.Equal(step.First, step.Second, plain[0] / 20));
    }

    private static double[] Descend(Tensor images, Tensor text, Precision precision)
    {
        using var imagen = Build();
        var unet = imagen.Unets[0];
        using var master = precision == Precision.BFloat16 ? new MasterWeights(unet) : null;
        using var adam = optim.Adam(unet.parameters(), 1e-3);
        var losses = new List<double>();
        for (var step = 0; step < 30; step++)
        {
            manual_seed(1);
            losses.Add(imagen.LossAndGradients(images, text, unetNumber: 1, model: master?.Copy));
            master?.TakeGradients();
            adam.step();
            unet.zero_grad();
            master?.GiveWeights();
        }

        Assert.All(unet.parameters(), weight => Assert.Equal(ScalarType.Float32, weight.dtype));
        return losses.ToArray();
    }

    private static Dictionary<string, Tensor> Gradients(Unet unet) => unet.named_parameters()
        .Where(item => item.parameter.grad is not null)
        .ToDictionary(item => item.name, item => item.parameter.grad!);

    private static Imagen Build()
    {
        manual_seed(3);
        return Imagen.Create([Small, Small with { MemoryEfficient = true }], new ImagenOptions { ImageSizes = [8, 16], TextEmbedDim = 24, CondDropProb = 0.5 });
    }
}
