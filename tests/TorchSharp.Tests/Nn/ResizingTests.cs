using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.Nn;

public class ResizingTests
{
    [Fact]
    public void NearestUpsamplingRepeatsPixels()
    {
        using var scope = torch.NewDisposeScope();
        var layer = torch.nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest);
        var x = torch.arange(6, ScalarType.Float32).reshape(1, 1, 2, 3);

        var y = layer.call(x);

        Numbers.Equal(x.repeat_interleave(2, 2).repeat_interleave(2, 3), y, 0);
        Assert.Equal([2.0, 2.0], layer.scale_factor.ToArray());
        Assert.True(layer.size.IsEmpty);
    }

    [Fact]
    public void BilinearWithCornersKeptIsLinearBetweenThem()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new float[] { 0, 3 }, [1, 1, 1, 2]);

        Numbers.Equal([0, 1, 2, 3], F.interpolate(x, [1, 4], mode: InterpolationMode.Bilinear, align_corners: true));
        Numbers.Equal([0, 0.75, 2.25, 3], F.interpolate(x, [1, 4], mode: InterpolationMode.Bilinear));
    }

    [Fact]
    public void AreaIsTheMean()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.arange(16, ScalarType.Float32).reshape(1, 1, 4, 4);

        Numbers.Equal([2.5, 4.5, 10.5, 12.5], F.interpolate(x, scale_factor: [0.5, 0.5], mode: InterpolationMode.Area));
        Numbers.Equal([2.5, 4.5, 10.5, 12.5], F.avg_pool2d(x, 2));
        Numbers.Equal([5, 7, 13, 15], F.max_pool2d(x, 2));
    }

    [Fact]
    public void PoolingByEachKindOfSize()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var x = torch.randn(2, 3, 6, 8);
        var windows = x.unfold(2, 2, 2).unfold(3, 4, 4);

        Numbers.Equal(windows.mean([-2, -1]), F.avg_pool2d(x, (2, 4)));
        Numbers.Equal(windows.amax([-2, -1]), F.max_pool2d(x, (2, 4)), 0);
        Numbers.Equal(windows.sum(-1).sum(-1) / 5, F.avg_pool2d(x, (2, 4), divisor_override: 5), 1e-5);
        Numbers.Equal(F.max_pool2d(x, [3, 3], strides: [1, 1]), F.max_pool2d(x, 3, stride: 1), 0);

        var (largest, indices) = F.max_pool2d_with_indices(x, [2, 4]);
        Numbers.Equal(largest.flatten(2), x.flatten(2).gather(2, indices.flatten(2)), 0);
    }

    [Fact]
    public void PixelShuffleTurnsChannelsIntoPixels()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.arange(2 * 8 * 3 * 2, ScalarType.Float32).reshape(2, 8, 3, 2);

        var y = torch.nn.PixelShuffle(2).call(x);

        Numbers.Equal(x.reshape(2, 2, 2, 2, 3, 2).permute(0, 1, 4, 2, 5, 3).reshape(2, 2, 6, 4), y, 0);
        Numbers.Equal(x, F.pixel_unshuffle(y, 2), 0);
        Assert.Equal([2, 48], torch.nn.Flatten().call(x).shape);
        Assert.Equal([2, 24, 2], torch.nn.Flatten(1, 2).call(x).shape);
    }

    [Theory]
    [InlineData(InterpolationMode.Nearest, 3)]
    [InlineData(InterpolationMode.NearestExact, 3)]
    [InlineData(InterpolationMode.Linear, 3)]
    [InlineData(InterpolationMode.NearestExact, 4)]
    [InlineData(InterpolationMode.Bicubic, 4)]
    [InlineData(InterpolationMode.Nearest, 5)]
    [InlineData(InterpolationMode.Trilinear, 5)]
    public void AConstantStaysConstantAtTheSizeAskedFor(InterpolationMode mode, int dimensions)
    {
        using var scope = torch.NewDisposeScope();
        var size = Enumerable.Repeat(7L, dimensions - 2).ToArray();
        var x = torch.full([1, 2, .. size.Select(_ => 4L)], 3f);

        var y = F.interpolate(x, size, mode: mode);

        Assert.Equal([1, 2, .. size], y.shape);
        Assert.All(Numbers.Of(y), number => Assert.Equal(3, number, 1e-5));
    }

    [Fact]
    public void AntialiasingAveragesWhatBilinearSkips()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new float[] { 0, 0, 0, 8, 0, 0, 0, 0 }, [1, 1, 1, 8]);

        var smooth = F.interpolate(x, [1, 2], mode: InterpolationMode.Bilinear, antialias: true);
        var rough = F.interpolate(x, [1, 2], mode: InterpolationMode.Bilinear);

        Assert.Equal(0, Numbers.Of(rough)[0]);
        Assert.InRange(Numbers.Of(smooth)[0], 0.5, 3);
    }

    [Fact]
    public void AFactorCountsUnlessItIsRecomputed()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.arange(5, ScalarType.Float32).reshape(1, 1, 5);

        var given = F.interpolate(x, scale_factor: [1.5], mode: InterpolationMode.Linear);
        var recomputed = F.interpolate(x, scale_factor: [1.5], mode: InterpolationMode.Linear, recompute_scale_factor: true);

        // Positions (i + ½) / 1.5 − ½ and (i + ½) · 5 / 7 − ½.
        Numbers.Equal([.. Enumerable.Range(0, 7).Select(i => Math.Clamp((i + 0.5) / 1.5 - 0.5, 0, 4))], given);
        Numbers.Equal([.. Enumerable.Range(0, 7).Select(i => Math.Clamp((i + 0.5) * 5 / 7 - 0.5, 0, 4))], recomputed);
    }

    [Fact]
    public void WhatCannotBeResizedIsRefused()
    {
        using var x = torch.ones(1, 1, 4, 4);

        Assert.Throws<ArgumentException>(() => F.interpolate(x));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [8, 8], [2, 2]));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [8]));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [8, 8], mode: InterpolationMode.Linear));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [8, 8], align_corners: true));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [8, 8], antialias: true));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [8, 8], recompute_scale_factor: true));
        Assert.Throws<ArgumentNullException>(() => F.interpolate(null!, [8, 8]));
    }

    [Fact]
    public void PaddingByEachMode()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new float[] { 1, 2, 3 }, [1, 1, 3]);

        Numbers.Equal([0, 1, 2, 3, 0, 0], F.pad(x, (1, 2)));
        Numbers.Equal([9, 1, 2, 3, 9, 9], F.pad(x, [1, 2], PaddingModes.Constant, 9));
        Numbers.Equal([0, 1, 2, 3, 0, 0], F.pad(x, [1, 2], PaddingModes.Zeros, 9));
        Numbers.Equal([2, 1, 2, 3, 2, 1], F.pad(x, (1, 2), PaddingModes.Reflect));
        Numbers.Equal([1, 1, 2, 3, 3, 3], F.pad(x, (1, 2), PaddingModes.Replicate));
        Numbers.Equal([3, 1, 2, 3, 1, 2], F.pad(x, (1, 2), PaddingModes.Circular));
        Numbers.Equal([2, 3], F.pad(x, (-1, 0)));
        Assert.Equal([3, 3, 5], F.pad(x, 1).shape);
    }
}
