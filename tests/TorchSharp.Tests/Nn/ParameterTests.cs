using TorchSharp.Modules;

namespace TorchSharp.Tests.Nn;

public class ParameterTests
{
    [Fact]
    public void TakesTheTensorOver()
    {
        var data = torch.ones(2);

        using var parameter = torch.nn.Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Numbers.Equal([1, 1], parameter);
    }

    [Fact]
    public void IsALeafWhateverItWasComputedFrom()
    {
        using var scope = torch.NewDisposeScope();
        var source = torch.nn.Parameter(torch.ones(2, 2));
        var computed = source[0] * 3;

        var parameter = torch.nn.Parameter(computed);
        (parameter * 2).sum().backward();

        Assert.True(computed.IsInvalid);
        Assert.True(parameter.is_leaf);
        Numbers.Equal([2, 2], parameter.grad!);
        Assert.Null(source.grad);
    }

    [Fact]
    public void MayStandStill()
    {
        using var parameter = torch.nn.Parameter(torch.ones(2), requires_grad: false);

        Assert.False(parameter.requires_grad);
    }

    [Fact]
    public void StaysInTheScopeOfItsData()
    {
        var before = LiveTensors.Count();
        Parameter inner;
        Parameter outer;
        using (torch.NewDisposeScope())
        {
            var data = torch.ones(1);
            using (torch.NewDisposeScope())
            {
                outer = torch.nn.Parameter(data);
                inner = torch.nn.Parameter(torch.ones(1));
            }

            Assert.True(inner.IsInvalid);
            Assert.False(outer.IsInvalid);
        }

        Assert.True(outer.IsInvalid);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void IntegersHaveNoGradientAndTheirTensorIsLeftAlone()
    {
        using var data = torch.arange(3);

        Assert.ThrowsAny<Exception>(() => torch.nn.Parameter(data));
        Assert.Equal([3], data.shape);
    }
}
