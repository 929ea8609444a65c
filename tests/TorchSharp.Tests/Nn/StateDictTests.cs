using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

public class StateDictTests
{
    [Fact]
    public void AModulesParametersComeBeforeItsBuffersAndThoseBeforeItsChildren()
    {
        using var model = new Normalized();

        Assert.Equal(["gamma", "beta", "child.weight", "child.bias"], model.state_dict().Keys);
        Assert.Equal(["unets.0.gamma", "unets.0.beta", "unets.0.child.weight", "unets.0.child.bias"], model.state_dict(prefix: "unets.0").Keys);
    }

    [Fact]
    public void TheTensorsAreTheModulesOwn()
    {
        using var model = new Normalized();
        var destination = new Dictionary<string, Tensor>();

        var state = model.state_dict(destination);

        Assert.Same(destination, state);
        Assert.Same(model.get_parameter("gamma"), state["gamma"]);
    }

    [Fact]
    public void RoundTrip()
    {
        torch.manual_seed(1);
        using var source = new Normalized();
        using var target = new Normalized();
        Assert.NotEqual(Numbers.Of(source.get_parameter("child.weight")!), Numbers.Of(target.get_parameter("child.weight")!));

        var (missing, unexpected) = target.load_state_dict(source.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        foreach (var (key, tensor) in source.state_dict())
            Numbers.Equal(tensor, target.state_dict()[key], 0);
        Assert.True(target.get_parameter("child.weight")!.requires_grad);
    }

    [Fact]
    public void ValuesAreConvertedToTheModulesType()
    {
        using var model = torch.nn.Linear(1, 1, hasBias: false);
        using var weight = torch.tensor(new[] { 1.5 }, [1, 1], ScalarType.Float64);

        model.load_state_dict(new() { ["weight"] = weight });

        Assert.Equal(ScalarType.Float32, model.weight.dtype);
        Numbers.Equal([1.5], model.weight);
    }

    [Fact]
    public void StrictNamesWhatIsMissingAndUnexpected()
    {
        using var model = new Normalized();
        var state = model.state_dict();
        state.Remove("child.bias");
        state["other"] = state["gamma"];

        var error = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state));
        Assert.Contains("missing: child.bias", error.Message);
        Assert.Contains("unexpected: other", error.Message);

        var (missing, unexpected) = model.load_state_dict(state, strict: false);
        Assert.Equal(["child.bias"], missing);
        Assert.Equal(["other"], unexpected);

        (missing, unexpected) = model.load_state_dict(state, skip: ["child.bias", "other"]);
        Assert.Empty(missing);
        Assert.Empty(unexpected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnotherShapeIsRefusedBeforeAnythingIsCopied(bool strict)
    {
        using var model = new Normalized();
        using var gamma = torch.full([2], 9f);
        using var wrong = torch.ones(1);
        var state = model.state_dict();
        state["gamma"] = gamma;
        state["child.bias"] = wrong;

        var error = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state, strict));

        Assert.Contains("child.bias: expected (3), got (1)", error.Message);
        Numbers.Equal([1, 1], model.get_parameter("gamma")!);
    }

    [Fact]
    public void WhatIsSkippedStays()
    {
        using var source = new Normalized();
        using var target = new Normalized();
        torch.nn.init.constant_(source.get_parameter("gamma")!, 5);

        target.load_state_dict(source.state_dict(), skip: ["gamma"]);

        Numbers.Equal([1, 1], target.get_parameter("gamma")!);
    }

    private sealed class Normalized : torch.nn.Module
    {
        public Normalized()
            : base("Normalized")
        {
            register_module("child", torch.nn.Linear(2, 3));
            register_buffer("beta", torch.zeros(2));
            register_buffer("schedule", torch.zeros(5), persistent: false);
            register_parameter("gamma", torch.nn.Parameter(torch.ones(2)));
        }
    }
}
