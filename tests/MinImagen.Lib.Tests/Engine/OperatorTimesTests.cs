using MinImagen.Lib.Engine;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Engine;

public sealed class OperatorTimesTests
{
    [Fact]
    public void CountsTheWorkOfProductsAndConvolutionsForwardAndBack()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (randn(3, 5, requires_grad: true), randn(5, 7));
        var (image, kernel) = (randn(2, 3, 8, 8), randn(4, 3, 3, 3, requires_grad: true));
        var times = OperatorTimes.Of(() =>
        {
            using var inner = NewDisposeScope();
            mm(a, b).sum().backward();
            nn.functional.conv2d(image, kernel, null, new[] { 2L, 2 }, new[] { 1L, 1 }).sum().backward();
        });
        double Flops(string name) => times.Where(time => time.Name == name).Sum(time => time.Flops);

        // 2 · 3 · 5 · 7 forward; back, the gradient of a alone: 2 · 3 · 7 · 5
        Assert.Equal(2 * 210, Flops("aten::mm"));

        // 2 · b · c_out · 4 · 4 · c_in · 3 · 3 forward; back, the gradient of the kernel alone
        Assert.Equal(2 * 2 * 4 * 16 * 27, Flops("aten::convolution"));
        Assert.Equal(2 * 2 * 4 * 16 * 27, Flops("aten::convolution_backward"));
    }

    [Fact]
    public void TakesNoTimesAfterwards()
    {
        using var scope = NewDisposeScope();
        var a = randn(2, 2);
        OperatorTimes.Of(() => a.exp().Dispose());
        a.sin().Dispose();
        var times = OperatorTimes.Of(() => a.cos().Dispose());
        Assert.Contains(times, time => time.Name == "aten::cos" && time.Calls == 1);
        Assert.DoesNotContain(times, time => time.Name is "aten::exp" or "aten::sin");
    }
}
