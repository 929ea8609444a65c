using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

public class ModuleTests
{
    [Fact]
    public void ComponentsAreNamedAfterTheirFieldsInTheirOrder()
    {
        using var model = new Model();

        Assert.Equal(["scale", "first.weight", "first.bias", "list.0.weight", "list.1.weight"], model.named_parameters().Select(entry => entry.name));
        Assert.Equal(["table"], model.named_buffers().Select(entry => entry.name));
        Assert.Equal(["first", "list"], model.named_children().Select(entry => entry.name));
        Assert.Equal(["first", "list", "list.0", "list.1"], model.named_modules().Select(entry => entry.name));
        Assert.Equal(["scale"], model.named_parameters(recurse: false).Select(entry => entry.name));
    }

    [Fact]
    public void AnExplicitNameComesFirstAndIsKept()
    {
        using var model = new Explicit();

        Assert.Equal(["to_hiddens.weight", "to_hiddens.bias"], model.state_dict().Keys);
        Assert.Throws<InvalidOperationException>(() => model.register_module("to_hiddens", torch.nn.Identity()));
        Assert.Throws<ArgumentException>(() => model.register_module("a.b", torch.nn.Identity()));
        Assert.Throws<ArgumentException>(() => model.register_module(string.Empty, torch.nn.Identity()));
    }

    [Fact]
    public void NumberedModulesMayLeaveGaps()
    {
        using var model = new Numbered(("0", torch.nn.Linear(1, 1, false)), ("3", torch.nn.Linear(1, 1, false)));

        Assert.Equal(["0.weight", "3.weight"], model.state_dict().Keys);
    }

    [Fact]
    public void RegisteringNothingRemoves()
    {
        using var child = torch.nn.Linear(1, 1);
        using var model = new Numbered(("0", child));

        model.register_module("0", null!);

        Assert.Empty(model.children());
    }

    [Fact]
    public void FindsByFullName()
    {
        using var model = new Model();

        Assert.Same(model.First.weight, model.get_parameter("first.weight"));
        Assert.Same(model.Table, model.get_buffer("table"));
        Assert.True(model.has_parameter("list.1.weight"));
        Assert.False(model.has_parameter("list.2.weight"));
        Assert.False(model.has_parameter("first.weight.x"));
        Assert.False(model.has_buffer("scale"));
        Assert.Null(model.get_parameter("first"));
    }

    [Fact]
    public void ASharedParameterComesOnce()
    {
        var shared = torch.nn.Linear(2, 2, false);
        using var model = new Numbered(("a", shared), ("b", shared));

        Assert.Equal(["a.weight"], model.named_parameters().Select(entry => entry.name));
        Assert.Equal(["a.weight", "b.weight"], model.state_dict().Keys);
    }

    [Fact]
    public void TrainingModeReachesEveryDescendant()
    {
        using var model = new Model();
        Assert.All(model.modules().Append(model), module => Assert.True(module.training));

        model.eval();
        Assert.All(model.modules().Append(model), module => Assert.False(module.training));

        model.train();
        Assert.All(model.modules().Append(model), module => Assert.True(module.training));
    }

    [Fact]
    public void DropoutDropsInTrainingOnly()
    {
        using var layer = torch.nn.Dropout(0.5);
        using var x = torch.ones(1000);
        torch.manual_seed(1);

        using var dropped = layer.call(x);
        layer.eval();
        using var kept = layer.call(x);

        var numbers = Numbers.Of(dropped);
        Assert.All(numbers, number => Assert.True(number is 0 or 2));
        Assert.InRange(numbers.Count(number => number == 0), 400, 600);
        Numbers.Equal(x, kept, 0);
    }

    [Fact]
    public void ApplyVisitsChildrenBeforeTheirParent()
    {
        using var model = new Model();
        var visited = new List<string>();

        var result = model.apply(module => visited.Add(module.GetName()));

        Assert.Same(model, result);
        Assert.Equal(["Linear", "Linear", "Linear", "ModuleList", "Model"], visited);
    }

    [Fact]
    public void ZeroGradForgetsOrClears()
    {
        using var layer = torch.nn.Linear(2, 1);
        using var x = torch.ones(1, 2);
        layer.call(x).sum().backward();

        layer.zero_grad(set_to_none: false);
        Numbers.Equal([0, 0], layer.weight.grad!);

        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void ConversionKeepsTheParameterAndItsGradient()
    {
        using var model = new Model();
        var weight = model.First.weight;
        using var x = torch.ones(1, 2);
        model.First.call(x).sum().backward();

        var result = model.to(ScalarType.Float64);

        Assert.Same(model, result);
        Assert.Same(weight, model.First.weight);
        Assert.All(model.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Equal(ScalarType.Float64, weight.grad!.dtype);
        Assert.True(weight.requires_grad);
        Assert.True(weight.is_leaf);
        Numbers.Equal([1, 1, 1, 1], weight.grad!);
        Assert.Equal(ScalarType.Int64, model.Table.dtype);
        Assert.Throws<ArgumentException>(() => model.to(ScalarType.Int32));
    }

    [Fact]
    public void AConvertedModelStillLearns()
    {
        using var layer = torch.nn.Linear(2, 1).to(ScalarType.Float64);
        using var x = torch.ones(1, 2, dtype: ScalarType.Float64);

        layer.call(x).sum().backward();

        Numbers.Equal([1, 1], layer.weight.grad!);
    }

    [Fact]
    public void NonPersistentBuffersMoveTooButAreNotSaved()
    {
        using var model = new Numbered();
        model.register_buffer("schedule", torch.ones(2), persistent: false);

        model.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, model.get_buffer("schedule")!.dtype);
        Assert.Equal(["schedule"], model.named_buffers().Select(entry => entry.name));
        Assert.Empty(model.named_buffers(include_nonpersistent: false));
        Assert.Empty(model.state_dict());
    }

    [Fact]
    public void AModuleWithoutParametersTakesNone()
    {
        using var layer = torch.nn.SiLU();
        using var tensor = torch.ones(1);

        Assert.Throws<InvalidOperationException>(() => layer.register_buffer("x", tensor));
        Assert.Throws<InvalidOperationException>(() => layer.register_module("x", torch.nn.Linear(1, 1)));
    }

    [Fact]
    public void NamesOfModules()
    {
        using var layer = torch.nn.SiLU();
        using var model = new Model();

        Assert.Equal("SiLU", layer.GetName());
        Assert.Equal("Model", model.GetName());
    }

    private sealed class Model : torch.nn.Module<Tensor, Tensor>
    {
        private readonly Linear first = torch.nn.Linear(2, 2);
        private readonly Parameter scale = torch.nn.Parameter(torch.ones(1));
        private readonly ModuleList<Linear> list = torch.nn.ModuleList(torch.nn.Linear(2, 2, false), torch.nn.Linear(2, 2, false));
        private readonly Tensor table = torch.arange(3);

        public Model()
            : base("Model") => RegisterComponents();

        public Linear First => first;

        public Tensor Table => table;

        public override Tensor forward(Tensor input) => list[1].call(list[0].call(first.call(input))) * scale;
    }

    private sealed class Explicit : torch.nn.Module
    {
        public Explicit()
            : base("Explicit")
        {
            register_module("to_hiddens", torch.nn.Linear(1, 1));
            RegisterComponents();
        }
    }

    private sealed class Numbered : torch.nn.Module
    {
        public Numbered(params (string Name, torch.nn.Module Module)[] modules)
            : base("Numbered")
        {
            foreach (var (name, module) in modules)
                register_module(name, module);
        }
    }
}
