using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Core;

public class AutogradTests
{
    [Fact]
    public void BackwardGivesTheDerivative()
    {
        // y = Σ x³, dy/dx = 3x²
        var x = tensor(new[] { 1.0, -2.0, 0.5 }, requires_grad: true);
        x.pow(3).sum().backward();
        Assert.Equal([3, 12, 0.75], x.grad!.data<double>().ToArray());

        // A second backward adds.
        x.pow(3).sum().backward();
        Assert.Equal([6, 24, 1.5], x.grad!.data<double>().ToArray());

        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void GradReturnsWhatIsAskedAndCanBeDifferentiatedAgain()
    {
        var x = tensor(3.0, requires_grad: true);
        var unused = tensor(1.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Assert.Equal(27, first.item<double>());
        Assert.Equal(18, second.item<double>());
        Assert.Null(x.grad);

        Assert.Throws<ExternalException>(() => autograd.grad([x * 2], [unused]));
        Assert.Null(autograd.grad([x * 2], [x, unused], allow_unused: true)[1]);
    }

    [Fact]
    public void GradModeIsAThreadsAndIsPutBack()
    {
        var x = tensor(1f, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            var elsewhere = false;
            var thread = new Thread(() => elsewhere = (x * 2).requires_grad);
            thread.Start();
            thread.Join();
            Assert.True(elsewhere);
            Assert.False(is_grad_enabled());
        }

        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void WhatCannotBeDifferentiatedThrows()
    {
        Assert.Throws<ExternalException>(() => tensor(1f).backward());
        Assert.Throws<ExternalException>(() => tensor(1L).requires_grad = true);
        Assert.Throws<ExternalException>(() => tensor(new[] { 1f, 2f }, requires_grad: true).mul(2).backward());

        var x = tensor(1f, requires_grad: true);
        var y = x.exp();
        y.backward();
        Assert.Throws<ExternalException>(() => y.backward());
        Assert.Throws<ExternalException>(() => x.grad = zeros(3));
        Assert.Throws<ArgumentNullException>(() => autograd.grad([y], [null!]));
    }

    [Fact]
    public void AGraphHoldsItsTensorsUntilItIsDisposed()
    {
        var x = randn(100, requires_grad: true);
        var before = LiveTensors.Count();
        for (var step = 0; step < 20; step++)
        {
            using var scope = NewDisposeScope();
            (x * x).sin().sum().backward();
        }

        Assert.Equal(before, LiveTensors.Count());
        Assert.Equal(100, x.grad!.NumberOfElements);
    }
}
