using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.Nn;

/// <summary>What does not fit is an exception, never the end of the process.</summary>
public class ArgumentTests
{
    public static TheoryData<string> Names => [.. Calls.Keys];

    private static Dictionary<string, Action<Tensor>> Calls => new()
    {
        ["linear"] = x => F.linear(x, torch.ones(4, 4)),
        ["linear bias"] = x => F.linear(torch.ones(2, 3), torch.ones(4, 3), torch.ones(5)),
        ["conv1d"] = x => F.conv1d(x, x),
        ["conv2d"] = x => F.conv2d(x, x),
        ["conv2d stride"] = x => F.conv2d(torch.ones(1, 1, 4, 4), torch.ones(1, 1, 2, 2), strides: [0, 0]),
        ["conv2d_padding"] = x => F.conv2d_padding(x, x, padding: Padding.Same),
        ["group_norm"] = x => F.group_norm(x, 7),
        ["layer_norm"] = x => F.layer_norm(x, [9]),
        ["embedding"] = x => torch.nn.Embedding(2, 2).call(x),
        ["gelu"] = x => F.gelu(x),
        ["silu"] = x => F.silu(x),
        ["softmax"] = x => F.softmax(x, 9),
        ["log_softmax"] = x => F.log_softmax(x, 9),
        ["dropout"] = x => F.dropout(x, 2),
        ["pad"] = x => F.pad(x, [1, 2, 3]),
        ["pad reflect"] = x => F.pad(x, [100, 100], PaddingModes.Reflect),
        ["interpolate"] = x => F.interpolate(x, [0, 0]),
        ["mse_loss"] = x => F.mse_loss(x, torch.ones(5)),
        ["l1_loss"] = x => F.l1_loss(x, torch.ones(5)),
        ["smooth_l1_loss"] = x => F.smooth_l1_loss(x, torch.ones(5)),
        ["huber_loss"] = x => F.huber_loss(x, torch.ones(5), -1),
        ["cross_entropy"] = x => F.cross_entropy(x, torch.ones(5)),
        ["one_hot"] = x => F.one_hot(x),
        ["normalize"] = x => F.normalize(x, dim: 9),
        ["avg_pool2d"] = x => F.avg_pool2d(x, [9, 9]),
        ["max_pool2d"] = x => F.max_pool2d(x, [9, 9]),
        ["pixel_shuffle"] = x => F.pixel_shuffle(x, 3),
        ["pixel_unshuffle"] = x => F.pixel_unshuffle(x, 3),
        ["attention"] = x => F.scaled_dot_product_attention(x, x, torch.ones(7, 7)),
        ["kaiming_uniform_"] = x => torch.nn.init.kaiming_uniform_(torch.empty(2)),
        ["Linear"] = x => torch.nn.Linear(-1, 2),
        ["Linear weight"] = x => torch.nn.Linear(torch.nn.Parameter(torch.ones(2))),
        ["Conv2d"] = x => torch.nn.Conv2d(2, 2, -1),
        ["GroupNorm"] = x => torch.nn.GroupNorm(0, 4),
        ["Upsample"] = x => torch.nn.Upsample().call(x),
        ["parameters_to_vector"] = x => torch.nn.utils.parameters_to_vector([]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatDoesNotFitThrows(string name)
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, 3);

        AssertRefused(() => Calls[name](name is "silu" or "gelu" ? null! : x));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NullAndDisposedTensorsThrow(string name)
    {
        using var scope = torch.NewDisposeScope();
        var gone = torch.ones(2, 3);
        gone.Dispose();

        AssertRefused(() => Calls[name](gone));
        AssertRefused(() => Calls[name](null!));
    }

    [Fact]
    public void MissingArgumentsThrow()
    {
        using var layer = torch.nn.Linear(1, 1);

        Assert.Throws<ArgumentNullException>(() => layer.apply(null!));
        Assert.Throws<ArgumentNullException>(() => layer.load_state_dict(null!));
        Assert.Throws<ArgumentNullException>(() => layer.register_parameter("x", null!));
        Assert.Throws<ArgumentNullException>(() => layer.register_buffer(null!, layer.weight));
        Assert.Throws<ArgumentNullException>(() => layer.register_module(null!, layer));
        Assert.Throws<ArgumentNullException>(() => layer.get_parameter(null!));
        Assert.Throws<ArgumentNullException>(() => layer.register_forward_hook((Action<torch.nn.Module>)null!));
        Assert.Throws<ArgumentNullException>(() => layer.weight = null!);
        Assert.Throws<ArgumentNullException>(() => ((Linear)null!).to(ScalarType.Float64));
        Assert.Throws<ArgumentNullException>(() => layer.to((Device)null!));
        Assert.Throws<ArgumentNullException>(() => torch.nn.Parameter(null!));
        Assert.Throws<ArgumentNullException>(() => torch.nn.Sequential((IEnumerable<torch.nn.Module<Tensor, Tensor>>)null!));
        Assert.Throws<ArgumentNullException>(() => torch.nn.utils.clip_grad_norm_(null!, 1));
    }

    private static void AssertRefused(Action call)
    {
        var error = Assert.ThrowsAny<Exception>(call);
        Assert.True(error is ArgumentException or ObjectDisposedException or ExternalException, error.ToString());
        Assert.NotEmpty(error.Message);
    }
}
