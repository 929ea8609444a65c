using System.Text.Json;
using MinImagen.Lib.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Tensors;

public sealed class ResizeTests
{
    public static TheoryData<string> Ids { get; } = Golden.Ids("resize", "resize_square");

    [Theory]
    [MemberData(nameof(Ids))]
    public void GivesWhatTheOriginalGives(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        var target = golden.Args.GetProperty("target").GetInt32();
        var mode = Enum.Parse<PaddingModes>(golden.Args.GetProperty("pad_mode").GetString()!, ignoreCase: true);
        var range = golden.Args.GetProperty("clamp_range");
        (double, double)? clamp = range.ValueKind == JsonValueKind.Null ? null : (range[0].GetDouble(), range[1].GetDouble());

        golden.AssertEqual("out/y", Resize.To(golden["in/x"], target, target, mode, clamp));
    }

    /// <summary>Constant images stay constant, which they do where every row of weights adds up to one.</summary>
    [Theory]
    [InlineData(PaddingModes.Reflect)]
    [InlineData(PaddingModes.Replicate)]
    [InlineData(PaddingModes.Circular)]
    public void WeightsAddUpToOne(PaddingModes mode)
    {
        foreach (var (size, newSize) in Sizes())
        {
            var weights = Resize.Weights(new Resize.Axis(size, newSize, (double)newSize / size), mode);
            for (var row = 0; row < newSize; row++)
            {
                Assert.Equal(1, Enumerable.Range(0, size).Sum(column => weights[row, column]), 1e-5);
            }
        }
    }

    /// <summary>Neither up nor down is favoured: turning the axis round turns the result round.</summary>
    [Fact]
    public void WeightsAreSymmetric()
    {
        foreach (var (size, newSize) in Sizes())
        {
            var weights = Resize.Weights(new Resize.Axis(size, newSize, (double)newSize / size), PaddingModes.Reflect);
            for (var row = 0; row < newSize; row++)
            {
                for (var column = 0; column < size; column++)
                {
                    Assert.Equal(weights[row, column], weights[newSize - 1 - row, size - 1 - column], 2e-4);
                }
            }
        }
    }

    /// <summary>Keys' kernel with a = −½ reproduces quadratics; away from the border, where it sees the ramp only.</summary>
    [Fact]
    public void ARampStaysARamp()
    {
        using var scope = NewDisposeScope();
        var ramp = arange(0, 32).to(float32).view(1, 1, 1, 32).expand(1, 1, 32, 32);
        var doubled = Resize.To(ramp, 32, 64);
        var expected = arange(0, 64).to(float32) / 2 - 0.25;
        Assert.True(doubled[0][0][5].narrow(0, 4, 56).allclose(expected.narrow(0, 4, 56), atol: 1e-4));
    }

    [Theory]
    [InlineData(187, 96)]
    [InlineData(100, 33)]
    [InlineData(3, 7)]
    [InlineData(1, 5)]
    [InlineData(8, 1)]
    public void TheSizeIsExactlyTheOneAskedFor(int size, int newSize)
    {
        using var image = rand(2, 3, size, size + 1);
        using var resized = Resize.To(image, newSize, newSize + 2);
        Assert.Equal([2, 3, newSize, newSize + 2], resized.shape);
        Assert.True(resized.isfinite().all().item<bool>());
    }

    [Fact]
    public void ByFactorRoundsUpAsTheOriginalDoes()
    {
        using var image = rand(1, 187, 187);
        using var resized = Resize.ByFactor(image, 96.0 / 187, 96.0 / 187);
        Assert.Equal([1, 97, 97], resized.shape);
    }

    [Fact]
    public void ClampsOnlyWhatItResizes()
    {
        using var scope = NewDisposeScope();
        var image = rand(1, 1, 8, 8) * 3 - 1;
        Assert.True(Resize.To(image, 8, 8, clamp: (0, 1)).IsExactly(image));
        var resized = Resize.To(image, 16, 16, clamp: (0, 1));
        Assert.Equal((0f, 1f), (resized.min().item<float>(), resized.max().item<float>()));
    }

    [Fact]
    public void GradientsFlowThrough()
    {
        using var image = rand(1, 1, 6, 6, requires_grad: true);
        Resize.To(image, 3, 3).sum().backward();

        // ∂∑y / ∂x_j: every pixel counts, all together as much as there are pixels in the result
        Assert.Equal(9, image.grad!.sum().item<float>(), 1e-4);
        Assert.True(image.grad.gt(0).all().item<bool>());
    }

    [Fact]
    public void RefusesWhatIsNoImageAndNoSize()
    {
        using var image = rand(4, 4);
        using var line = rand(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => Resize.To(image, 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resize.ByFactor(image, 1, -1));
        Assert.Throws<ArgumentException>(() => Resize.To(line, 2, 2));
    }

    [Fact]
    public void LeavesNoTensorsBehind() => Assert.Equal(0, LiveTensors.LeftBy(() =>
    {
        using var image = rand(1, 3, 12, 10);
        using var resized = Resize.To(image, 5, 7, clamp: (0, 1));
        using var same = Resize.To(image, 12, 10);
    }));

    private static IEnumerable<(int Size, int NewSize)> Sizes() =>
        [(64, 32), (32, 64), (48, 32), (33, 61), (187, 96), (5, 4), (4, 1), (2, 9)];
}
