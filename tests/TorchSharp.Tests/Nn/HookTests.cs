using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

public class HookTests
{
    [Fact]
    public void CallRunsHooksAndForwardDoesNot()
    {
        using var layer = torch.nn.Identity();
        using var x = torch.ones(1);
        var order = new List<string>();
        layer.register_forward_pre_hook(_ => order.Add("module before"));
        layer.register_forward_pre_hook((_, input) =>
        {
            order.Add("before");
            return input + 1;
        });
        layer.register_forward_hook((_, input, output) =>
        {
            order.Add("after");
            return input * 10 + output;
        });
        layer.register_forward_hook(_ => order.Add("module after"));

        using var called = layer.call(x);
        using var forwarded = layer.forward(x);

        Numbers.Equal([22], called);
        Numbers.Equal([1], forwarded);
        Assert.Equal(["module before", "before", "after", "module after"], order);
    }

    [Fact]
    public void AHookThatReturnsNullChangesNothing()
    {
        using var layer = torch.nn.Identity();
        using var x = torch.ones(1);
        layer.register_forward_pre_hook((_, _) => null!);
        layer.register_forward_hook((_, _, _) => null!);

        using var y = layer.call(x);

        Numbers.Equal([1], y);
    }

    [Fact]
    public void ARemovedHookRunsNoMore()
    {
        using var layer = torch.nn.Identity();
        using var x = torch.ones(1);
        var count = 0;
        var hook = layer.register_forward_hook(_ => count++);

        layer.call(x).Dispose();
        hook.remove();
        hook.remove();
        layer.call(x).Dispose();

        Assert.Equal(1, count);
    }

    [Fact]
    public void AHookMayRemoveItself()
    {
        using var layer = torch.nn.Identity();
        using var x = torch.ones(1);
        var count = 0;
        torch.nn.HookableModule<Func<torch.nn.Module<Tensor, Tensor>, Tensor, Tensor>, Func<torch.nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover? hook = null;
        hook = layer.register_forward_hook(_ =>
        {
            count++;
            hook!.remove();
        });

        layer.call(x).Dispose();
        layer.call(x).Dispose();

        Assert.Equal(1, count);
    }

    [Fact]
    public void SeveralInputsAreReplacedTogether()
    {
        using var loss = torch.nn.MSELoss();
        using var a = torch.zeros(1);
        using var b = torch.full([1], 3f);
        loss.register_forward_pre_hook((_, input, target) => (input + 1, target + 1));

        using var same = loss.call(a, b);
        loss.register_forward_pre_hook((_, input, target) => (input, input));
        using var zero = loss.call(a, b);

        Numbers.Equal([9], same);
        Numbers.Equal([0], zero);
    }
}
