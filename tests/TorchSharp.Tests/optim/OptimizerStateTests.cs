using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.optim;

/// <summary>A run that was saved and loaded goes on as if it had never stopped.</summary>
public class OptimizerStateTests
{
    public static TheoryData<string> Names => [.. Recorded.Numbers.Optimizers.Select(recorded => recorded.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_and_loaded_optimizer_goes_on_bit_for_bit(string name)
    {
        var recorded = Recorded.Numbers.Optimizers.Single(item => item.Name == name);
        using var scope = NewDisposeScope();
        var parameters = Optimizers.Parameters(recorded);
        var optimizer = Optimizers.Create(recorded, parameters);

        for (var step = 0; step < recorded.Gradients.Length; step++)
        {
            using var stream = new MemoryStream();
            optimizer.save_state_dict(new BinaryWriter(stream));
            optimizer.Dispose();
            stream.Position = 0;
            parameters = [.. parameters.Select(parameter => new Parameter(parameter.detach().clone()))];
            optimizer = Optimizers.Create(recorded, parameters);
            optimizer.load_state_dict(new BinaryReader(stream));
            Assert.Equal(stream.Length, stream.Position);

            for (var i = 0; i < parameters.Length; i++)
                parameters[i].grad = recorded.Gradients[step][i] is { } values ? Optimizers.Values(recorded, values, i) : null;
            optimizer.step();
        }

        for (var i = 0; i < parameters.Length; i++)
            Assert.Equal(recorded.After[^1][i], Doubles(parameters[i]));
        optimizer.Dispose();
    }

    [Fact]
    public void The_state_dictionary_of_one_optimizer_loads_into_another()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (new Parameter(ones(3)), new Parameter(ones(3)));
        using var first = torch.optim.Adam([a], lr: 0.25, amsgrad: true);
        using var second = torch.optim.Adam([b]);
        a.grad = full(3, 2f);
        first.step();

        second.load_state_dict(first.state_dict());

        var (source, copy) = (first.state_dict(), second.state_dict());
        Assert.Equal(0.25, second.ParamGroups.Single().LearningRate);
        Assert.True(copy.State[0].ApproximatelyEquals(source.State[0]));
        var state = Assert.IsType<Adam.State>(copy.State[0]);
        Assert.Equal(1, state.step);
        Assert.NotNull(state.max_exp_avg_sq);

        // m = (1 − β₁)g, v = (1 − β₂)g²
        Assert.Equal(0.2f, state.exp_avg[0].item<float>(), 1e-6f);
        Assert.Equal(0.004f, state.exp_avg_sq[0].item<float>(), 1e-6f);
        first.Dispose();
        Assert.Equal(0.6f, state.exp_avg.sum().item<float>(), 1e-6f);
    }

    [Fact]
    public void The_stream_is_TorchSharps_own()
    {
        using var scope = NewDisposeScope();
        using var optimizer = torch.optim.SGD([new Parameter(ones(300))], 0.5, momentum: 0.25);
        optimizer.parameters().Single().grad = zeros(300);
        optimizer.step();
        using var stream = new MemoryStream();

        optimizer.save_state_dict(new BinaryWriter(stream));

        // "SGD", one group, one state; initial and current rate, momentum, dampening, weight decay, two flags; a buffer:
        // dtype float32, one dimension, 300 in LEB128, the elements.
        byte[] head = [3, (byte)'S', (byte)'G', (byte)'D', 1, 1];
        Assert.Equal(head, stream.ToArray()[..6]);
        Assert.Equal(0.25, BitConverter.ToDouble(stream.ToArray(), 6 + 16));
        Assert.Equal([0, 0, 1, 6, 1, 0xAC, 0x02], stream.ToArray()[(6 + 40)..(6 + 47)]);
        Assert.Equal(6 + 47 + 300 * 4, stream.Length);
    }

    [Fact]
    public void A_stream_of_something_else_is_refused()
    {
        using var scope = NewDisposeScope();
        using var adam = torch.optim.Adam([new Parameter(ones(3))]);
        using var wider = torch.optim.Adam([new Parameter(ones(4))]);
        using var twice = torch.optim.Adam([new Parameter(ones(3)), new Parameter(ones(3))]);
        using var doubles = torch.optim.Adam([new Parameter(ones(3, dtype: ScalarType.Float64))]);
        using var decoupled = torch.optim.AdamW([new Parameter(ones(3))]);
        using var stream = new MemoryStream();
        adam.save_state_dict(new BinaryWriter(stream));
        var saved = stream.ToArray();

        Assert.Throws<InvalidDataException>(() => Load(decoupled, saved));
        Assert.Throws<InvalidDataException>(() => Load(wider, saved));
        Assert.Throws<InvalidDataException>(() => Load(doubles, saved));
        Assert.Throws<ArgumentException>(() => Load(twice, saved));
        for (var length = 0; length < saved.Length; length++)
            Assert.ThrowsAny<IOException>(() => Load(adam, saved[..length]));
        Load(adam, saved);
        Assert.Throws<ArgumentException>(() => wider.load_state_dict(adam.state_dict()));
        Assert.Throws<ArgumentException>(() => decoupled.load_state_dict(adam.state_dict()));
        Assert.Throws<ArgumentNullException>(() => adam.load_state_dict((BinaryReader)null!));
    }

    private static void Load(OptimizerHelper optimizer, byte[] saved) => optimizer.load_state_dict(new BinaryReader(new MemoryStream(saved)));

    private static double[] Doubles(Tensor tensor) => tensor.to(ScalarType.Float64).data<double>().ToArray();
}
