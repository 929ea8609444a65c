using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Engine;
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
        using var chosen = new ThreadCount(threads);
        var fast = imagen.LossAndGradients(images, text, unetNumber: unetNumber, scale: 0.5);

        Assert.Equal(loss.item<float>() * 0.5, fast, 1e-6);
        Assert.All(plain, item => Assert.True(
            (Gradients(unet)[item.Key] * 2).allclose(item.Value, rtol: 1e-4, atol: 1e-6), item.Key));
    }

    /// <summary>Gradients that are there already wait until both halves are done: (g + a) + b would not be g + (a + b).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WhichHalfIsFirstChangesNoBit(int unetNumber)
    {
        using var scope = NewDisposeScope();
        using var imagen = Build();
        var unet = imagen.Unets[unetNumber - 1];
        var side = 8 * unetNumber;
        NoisedBatch Draw() => imagen.NoisedAt(
            unetNumber,
            rand(4, 3, side, side),
            tensor(new[] { 900L, 600, 300, 50 }),
            randn(4, 5, 24),
            null,
            unetNumber == 1 ? null : rand(4, 3, side, side),
            null,
            null,
            RandomDraws.Default);
        Dictionary<string, Tensor> Alone(NoisedBatch batch)
        {
            unet.zero_grad();
            imagen.Gradients(batch, unet, scale: 0.5);
            return Gradients(unet);
        }

        var (before, batch) = (Draw(), Draw());
        var halves = batch.Halves();
        using var one = new ThreadCount(1);
        var (a, b, g) = (Alone(halves[0]), Alone(halves[1]), Alone(before));
        var expected = g.ToDictionary(item => item.Key, item => item.Value + (a[item.Key] + b[item.Key]));

        using var two = new ThreadCount(2);
        imagen.Gradients(batch, unet, scale: 1);

        var actual = Gradients(unet);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, item => Assert.True(item.Value.equal(actual[item.Key]).all().item<bool>(), item.Key));
    }

    [Fact]
    public void ALossThatIsNoNumberLeavesTheGradientsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build();
        var unet = imagen.Unets[0];
        var (images, text) = (rand(3, 3, 16, 16), randn(3, 4, 24));
        imagen.LossAndGradients(images, text, unetNumber: 1);
        var before = Gradients(unet).ToDictionary(item => item.Key, item => item.Value.clone());

        // In one picture only, which with two threads is in one half.
        images[2, 0, 0, 0] = tensor(float.NaN);
        var loss = imagen.LossAndGradients(images, text, unetNumber: 1);

        Assert.Equal(double.NaN, loss);
        var after = Gradients(unet);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, item => Assert.True(item.Value.equal(after[item.Key]).all().item<bool>(), item.Key));
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
