using System.Runtime.InteropServices;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tests.Training;
using MinImagen.Lib.Unets;
using MinImagen.Lib.Unets.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Unets;

/// <summary>
/// A wrong shape or type reaches the caller as an exception. TorchSharp 0.107 ends the process in <c>matmul</c>, where other operators
/// throw, so that this class would not end if a wrong shape got that far.
/// </summary>
public sealed class WrongShapeTests : IDisposable
{
    private const int TextDim = 16;

    private static readonly UnetOptions Options = new()
    {
        Dim = 8, DimMults = [1, 2], LayerAttns = true, LayerCrossAttns = true, AttnHeads = 2, TextEmbedDim = TextDim,
    };

    private readonly DisposeScope scope = NewDisposeScope();

    private static Dictionary<string, Action> Calls { get; } = new()
    {
        ["pictures without a batch"] = () => Predict(x: rand(3, 8, 8)),
        ["pictures of one channel"] = () => Predict(x: rand(2, 1, 8, 8)),
        ["pictures that cannot be halved"] = () => Predict(x: rand(2, 3, 7, 7)),
        ["pictures of another type"] = () => Predict(x: rand(2, 3, 8, 8, dtype: float64)),
        ["timesteps for another batch"] = () => Predict(time: arange(3)),
        ["timesteps in a matrix"] = () => Predict(time: zeros(2, 1, dtype: int64)),
        ["captions for another batch"] = () => Predict(text: rand(3, 4, TextDim)),
        ["captions of another width"] = () => Predict(text: rand(2, 4, TextDim + 1)),
        ["one caption without a batch"] = () => Predict(text: rand(4, TextDim)),
        ["a mask of other words"] = () => Predict(mask: ones(2, 5, dtype: ScalarType.Bool)),
        ["a mask for another batch"] = () => Predict(mask: ones(3, 4, dtype: ScalarType.Bool)),
        ["prepared captions of another width"] = () => Prepare(rand(2, 4, TextDim + 1)),
        ["prepared captions for another batch"] = () => Prepare(rand(3, 4, TextDim)),
        ["attention to another batch"] = () => new CrossAttention(128, 8, heads: 2).forward(rand(2, 4, 128), rand(3, 5, 8)),
        ["attention to tokens of another width"] = () => new CrossAttention(128, 8, heads: 2).forward(rand(2, 4, 128), rand(2, 5, 9)),
        ["folded attention to another batch"] = () => new CrossAttention(8, 8, heads: 2).forward(rand(2, 4, 8), rand(3, 5, 8)),
        ["self-attention with a context of another batch"] = () => new Attention(8, heads: 2, contextDim: 8).forward(rand(2, 4, 8), rand(3, 5, 8)),
        ["self-attention with a context of another width"] = () => new Attention(8, heads: 2, contextDim: 8).forward(rand(2, 4, 8), rand(2, 5, 9)),
        ["a loss of small pictures"] = () => Loss(rand(2, 3, 2, 2), rand(2, 4, TextDim)),
        ["a loss of oblong pictures"] = () => Loss(rand(2, 3, 8, 4), rand(2, 4, TextDim)),
        ["a loss with captions for another batch"] = () => Loss(rand(2, 3, 8, 8), rand(3, 4, TextDim)),
        ["a sample with captions of another width"] = () => Sample(rand(2, 4, TextDim + 1), null),
        ["a sample with a mask of other words"] = () => Sample(rand(2, 4, TextDim), ones(2, 5, dtype: ScalarType.Bool)),
    };

    public static TheoryData<string> Wrongs { get; } = [.. Calls.Keys];

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void IsAnException(string wrong)
    {
        var failure = Record.Exception(Calls[wrong]);

        Assert.True(failure is ArgumentException or ExternalException, $"{failure?.ToString() ?? "no exception"}");
        Assert.NotEmpty(failure!.Message);
    }

    [Fact]
    public void WhatIsRightIsNone()
    {
        Predict();
        Prepare(rand(2, 4, TextDim));
        Loss(rand(2, 3, 8, 8), rand(2, 4, TextDim));
        Sample(rand(2, 4, TextDim), ones(2, 4, dtype: ScalarType.Bool));
    }

    private static void Predict(Tensor? x = null, Tensor? time = null, Tensor? text = null, Tensor? mask = null)
    {
        using var unet = new Unet(Options);
        unet.Forward(x ?? rand(2, 3, 8, 8), time ?? arange(2), text ?? rand(2, 4, TextDim), mask);
    }

    private static void Prepare(Tensor text)
    {
        using var unet = new Unet(Options);
        using var noGradient = no_grad();
        using var prepared = unet.Prepare(text, condScale: 2);
        prepared.PredictNoise(rand(2, 3, 8, 8), arange(2));
    }

    private static void Loss(Tensor images, Tensor text)
    {
        using var imagen = Toys.Cascade(Toys.TwoUnets);
        imagen.Loss(images, text, unetNumber: 2);
    }

    private static void Sample(Tensor text, Tensor? mask)
    {
        using var imagen = Toys.Cascade(Toys.OneUnet);
        imagen.Sample(text, mask, new SampleOptions { Seed = 1 });
    }
}
