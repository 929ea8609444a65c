using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

public class DisposalTests
{
    [Fact]
    public void DisposingAModelFreesAllItHolds()
    {
        var before = LiveTensors.Count();

        var model = new Holder();
        Assert.Equal(before + 9, Tensor.TotalCount);
        model.Dispose();
        model.Dispose();

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void TrainingLeavesTheLiveCountWhereItWas()
    {
        using var model = torch.nn.Sequential(
            torch.nn.Conv2d(3, 8, 3, padding: 1), torch.nn.GroupNorm(4, 8), torch.nn.SiLU(), torch.nn.Dropout(0.1),
            torch.nn.Upsample(scale_factor: [2, 2]), torch.nn.Conv2d(8, 3, 3, padding: 1));
        using var loss = torch.nn.MSELoss();
        using var x = torch.randn(2, 3, 4, 4);
        using var target = torch.randn(2, 3, 8, 8);
        void Step()
        {
            using var scope = torch.NewDisposeScope();
            model.zero_grad();
            loss.call(model.call(x), target).backward();
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1);
        }

        Step();
        var before = LiveTensors.Count();
        for (var i = 0; i < 20; i++)
            Step();

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void ConvertingLeavesTheLiveCountWhereItWas()
    {
        using var model = new Holder();
        var before = LiveTensors.Count();

        model.to(ScalarType.Float64).to(ScalarType.Float32).cpu();

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void ALayerMadeInAScopeOutlivesIt()
    {
        torch.nn.Module<Tensor, Tensor> layer;
        using (torch.NewDisposeScope())
            layer = torch.nn.Linear(2, 2);

        using var x = torch.ones(1, 2);
        using var y = layer.call(x);

        Assert.Equal([1, 2], y.shape);
        layer.Dispose();
    }

    [Fact]
    public void WhatWasDisposedIsRefused()
    {
        var layer = torch.nn.Linear(2, 2);
        using var x = torch.ones(1, 2);
        var gone = torch.ones(1, 2);
        using var other = torch.nn.Linear(2, 2);
        gone.Dispose();
        layer.Dispose();

        Assert.ThrowsAny<Exception>(() => layer.call(x));
        Assert.ThrowsAny<Exception>(() => other.call(gone));
        Assert.ThrowsAny<ArgumentException>(() => other.register_buffer("gone", gone));
    }

    private sealed class Holder : torch.nn.Module
    {
        public Holder()
            : base("Holder")
        {
            register_module("a", torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3), torch.nn.GroupNorm(4, 8), torch.nn.SiLU()));
            register_module("b", torch.nn.ModuleList(torch.nn.Linear(2, 2)));
            register_module("c", torch.nn.ParameterList(torch.nn.Parameter(torch.ones(1))));
            register_buffer("d", torch.ones(1));
            register_buffer("e", torch.ones(1), persistent: false);
        }
    }
}
