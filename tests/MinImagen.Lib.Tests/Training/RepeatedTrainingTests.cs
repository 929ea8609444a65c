using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Engine;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Training;

/// <summary>The same seed trains the same model to the last bit, wherever its tensors lie in memory.</summary>
public sealed class RepeatedTrainingTests
{
    private const int Times = 10;

    // Widths that are no multiples of anything: MKL's kernels then have edges, which it treats by alignment.
    private static readonly UnetOptions Unet = new()
    {
        Dim = 24,
        DimMults = [1, 2],
        NumResnetBlocks = 1,
        LayerAttns = [false, true],
        LayerCrossAttns = [false, true],
        AttnHeads = 3,
        TextEmbedDim = Toys.TextDim,
    };

    [Theory]
    [InlineData(1, Precision.Float32)]
    [InlineData(2, Precision.Float32)]
    [InlineData(2, Precision.BFloat16)]
    public void BecomesTheSameTenTimes(int threads, Precision precision)
    {
        using var count = new ThreadCount(threads);

        string[] digests = [.. Enumerable.Range(0, Times).Select(time => Train(time, precision))];

        Assert.Single(digests.Distinct());
    }

    /// <summary>Trains a cascade after taking memory that moves all that comes after it.</summary>
    /// <returns>A digest of its weights, and what it draws.</returns>
    private static string Train(int time, Precision precision)
    {
        using var scope = NewDisposeScope();
        Tensor[] moves = [.. Enumerable.Range(1, 50 * time).Select(i => zeros((i * 37 % 1013) + time))];
        manual_seed(1);
        using var imagen = Imagen.Create([Unet, Unet with { MemoryEfficient = true }], Toys.TwoUnets with { ImageSizes = [8, 16] });
        TrainingOptions options = new() { Steps = 2, BatchSize = 3, LearningRate = 1e-3, EmaDecay = 0.9, Seed = 2, Precision = precision };
        using (var trainer = new Trainer(imagen, new ColourPictures(5, side: 16), new WordEncoder(), options))
        {
            trainer.Run();
        }

        using var encoder = new WordEncoder();
        using var text = encoder.Encode(["colour 1"]);
        var drawn = imagen.Sample(text.Embeds, text.Mask, new SampleOptions { Seed = 3, CondScale = 2 });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in imagen.state_dict().Values.Append(drawn))
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(tensor.contiguous().data<float>().ToArray()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
