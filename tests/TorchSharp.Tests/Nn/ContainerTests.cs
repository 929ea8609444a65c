using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

public class ContainerTests
{
    [Fact]
    public void SequentialFeedsEachToTheNext()
    {
        using var scope = torch.NewDisposeScope();
        using var model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.SiLU(), torch.nn.Linear(3, 1));
        var x = torch.ones(4, 2);

        var expected = ((Linear)model[2]).call(torch.nn.functional.silu(((Linear)model[0]).call(x)));

        Numbers.Equal(expected, model.call(x));
        Assert.Equal(3, model.Count);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], model.state_dict().Keys);
    }

    [Fact]
    public void SequentialOfNames()
    {
        using var model = torch.nn.Sequential(("a", torch.nn.Linear(1, 1, false)), ("b", torch.nn.Identity()));

        model.append("c", torch.nn.Linear(1, 1, false)).append(torch.nn.Linear(1, 1, false));

        Assert.Equal(["a.weight", "c.weight", "3.weight"], model.state_dict().Keys);
    }

    [Fact]
    public void ASliceSharesItsModules()
    {
        using var model = torch.nn.Sequential(torch.nn.Linear(1, 2), torch.nn.Linear(2, 3), torch.nn.Linear(3, 4));

        var tail = model[1..];
        var head = model[(null, 2)];

        Assert.Same(model[1], tail[0]);
        Assert.Equal(2, tail.Count);
        Assert.Equal(2, head.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => model[5]);
    }

    [Fact]
    public void AnEmptySequenceReturnsAnotherHandle()
    {
        using var model = torch.nn.Sequential();
        var x = torch.ones(1);

        model.call(x).Dispose();

        Numbers.Equal([1], x);
        x.Dispose();
    }

    [Fact]
    public void SequentialNeverFreesItsInputNorItsResult()
    {
        using var model = torch.nn.Sequential(new Same(), torch.nn.ReLU(inplace: true), new Same(), new Same());
        using var x = torch.ones(1);

        using var y = model.call(x);

        Numbers.Equal([1], x);
        Numbers.Equal([1], y);
    }

    [Fact]
    public void SequentialFreesWhatIsInBetween()
    {
        using var model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.SiLU(), torch.nn.Linear(2, 2), torch.nn.Tanh());
        using var x = torch.ones(1, 2);
        using var noGradient = torch.no_grad();
        var before = LiveTensors.Count();

        var y = model.call(x);

        Assert.Equal(before + 1, Tensor.TotalCount);
        y.Dispose();
    }

    [Fact]
    public void AModuleListIsRegisteredAsItChanges()
    {
        using var a = torch.nn.Linear(1, 1, false);
        using var b = torch.nn.Linear(2, 2, false);
        using var list = torch.nn.ModuleList(a);

        list.Insert(0, b);
        Assert.Equal([4, 1], list.parameters().Select(parameter => parameter.numel()));
        Assert.Equal(["0.weight", "1.weight"], list.state_dict().Keys);

        list[0] = a;
        Assert.Equal([1], list.parameters().Select(parameter => parameter.numel()));

        list.RemoveAt(1);
        Assert.True(list.Remove(a));
        Assert.Empty(list.parameters());
        Assert.Empty(list);
    }

    [Fact]
    public void AParameterListGoesByIndex()
    {
        using var list = torch.nn.ParameterList(torch.nn.Parameter(torch.ones(1)));
        list.append(torch.nn.Parameter(torch.zeros(1)));

        Assert.Equal(["0", "1"], list.state_dict().Keys);
        Assert.Same(list[1], list.get_parameter("1"));
        Assert.False(list.has_parameter("2"));
        Assert.Equal(1, list.IndexOf(list[1]));
        list.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, list[0].dtype);
        Assert.True(list.Remove(list[0]));
        Assert.Single(list);
    }

    [Fact]
    public void ALayersParameterMayBeReplaced()
    {
        using var layer = torch.nn.Linear(1, 1);
        var old = layer.weight;

        layer.weight = torch.nn.Parameter(torch.full([1, 1], 3f));
        layer.bias = null;

        Assert.True(old.IsInvalid);
        Assert.Equal(["weight"], layer.state_dict().Keys);
        using var x = torch.ones(1, 1);
        using var y = layer.call(x);
        Numbers.Equal([3], y);
    }

    private sealed class Same() : torch.nn.Module<Tensor, Tensor>("Same")
    {
        public override Tensor forward(Tensor input) => input;
    }
}
