using TorchSharp.Tests.Arguments.Samples;

namespace TorchSharp.Tests.Arguments;

/// <summary>A module that holds itself would be walked for ever: it is refused where it is made.</summary>
public class ModuleCycleTests
{
    [Fact]
    public void A_module_cannot_be_registered_in_itself()
    {
        using var module = torch.nn.Linear(2, 2);

        Assert.Throws<ArgumentException>(() => module.register_module("self", module));
        Assert.Equal(2, module.parameters().Count());
    }

    [Fact]
    public void Nor_in_what_it_holds()
    {
        using var outer = torch.nn.Sequential(("inner", torch.nn.Sequential(("leaf", torch.nn.Linear(2, 2)))));
        var leaf = outer.named_modules().Single(entry => entry.name == "inner.leaf").module;

        Assert.Throws<ArgumentException>(() => leaf.add_module("top", outer));
        Assert.Equal(2, outer.parameters().Count());
    }

    [Fact]
    public void Nor_by_two_fields_that_hold_each_other() => Assert.Throws<ArgumentException>(() => new Mutual());
}
