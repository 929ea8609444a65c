using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.optim;

/// <summary>Adam, AdamW and SGD take PyTorch 1.13's steps, bit for bit.</summary>
public class OptimizerParityTests
{
    public static TheoryData<string> Names => [.. Recorded.Numbers.Optimizers.Select(recorded => recorded.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_are_PyTorchs(string name)
    {
        var recorded = Recorded.Numbers.Optimizers.Single(item => item.Name == name);
        using var scope = NewDisposeScope();
        var parameters = Optimizers.Parameters(recorded);
        using var optimizer = Optimizers.Create(recorded, parameters);

        for (var step = 0; step < recorded.Gradients.Length; step++)
        {
            SetGradients(recorded, parameters, step);
            optimizer.step();

            for (var i = 0; i < parameters.Length; i++)
            {
                using var expected = Optimizers.Values(recorded, recorded.After[step][i], i);
                Assert.True(expected.equal(parameters[i]).all().item<bool>(), $"step {step}, parameter {i}: expected {expected.npstr()}, found {parameters[i].npstr()}");
            }
        }
    }

    /// <summary>Adam's steps as plain loops over doubles: a second way, in case both engines share a mistake.</summary>
    [Fact]
    public void Adam_is_what_its_paper_says()
    {
        var recorded = Recorded.Numbers.Optimizers.Single(item => item.Name == "adam, double");
        var (theta, m, v) = ((double[])recorded.Start[0].Clone(), new double[5], new double[5]);

        for (var step = 0; step < recorded.Gradients.Length; step++)
        {
            for (var i = 0; i < theta.Length; i++)
            {
                var g = recorded.Gradients[step][0]![i] + 0.1 * theta[i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                theta[i] -= 0.02 * (m[i] / (1 - Math.Pow(0.9, step + 1))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, step + 1))) + 1e-8);
                Assert.Equal(theta[i], recorded.After[step][0][i], 1e-12);
            }
        }
    }

    [Fact]
    public void A_closure_is_run_with_gradients_and_its_loss_comes_back()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(tensor(3.0f));
        using var optimizer = torch.optim.SGD([x], 0.25);

        using (no_grad())
        {
            var loss = optimizer.step(() =>
            {
                optimizer.zero_grad();
                var loss = x * x;
                loss.backward();
                return loss;
            });

            Assert.Equal(9.0f, loss.item<float>());
            Assert.False(is_grad_enabled());
        }

        // x − 0.25 · 2x
        Assert.Equal(1.5f, x.item<float>());
    }

    [Fact]
    public void Zero_grad_zeroes_in_place_and_makes_no_gradients()
    {
        using var scope = NewDisposeScope();
        var graded = new Parameter(ones(2));
        var ungraded = new Parameter(ones(2));
        using var optimizer = torch.optim.Adam([graded, ungraded]);
        var gradient = full(2, 5f);
        graded.grad = gradient;

        optimizer.zero_grad();

        Assert.Null(ungraded.grad);
        Assert.Equal(0f, gradient.sum().item<float>());
    }

    [Fact]
    public void The_learning_rate_is_read_at_each_step()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(tensor(1.0f));
        x.grad = tensor(1.0f);
        using var optimizer = torch.optim.SGD([x], 0.5);

        Assert.Equal(0.5, optimizer.ParamGroups.Single().LearningRate);
        optimizer.ParamGroups.Single().LearningRate = 0.125;
        optimizer.step();

        Assert.Equal(0.875f, x.item<float>());
        Assert.Equal(0.5, optimizer.ParamGroups.Single().InitialLearningRate);
    }

    [Fact]
    public void A_group_can_be_added_later_and_takes_the_optimizers_options_where_it_has_none()
    {
        using var scope = NewDisposeScope();
        var first = new Parameter(ones(1));
        var second = new Parameter(ones(1));
        second.grad = ones(1);
        using var optimizer = torch.optim.AdamW([first], lr: 0.5, weight_decay: 0.25);

        optimizer.add_param_group(new AdamW.ParamGroup { Parameters = [second] });
        optimizer.step();

        // 1 − 0.5 · 0.25 of weight decay, then a first step of lr · g/|g|
        Assert.Equal(0.375f, second.item<float>(), 1e-6f);
        Assert.Equal([first, second], optimizer.parameters());
    }

    [Fact]
    public void Wrong_options_and_groups_are_refused()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(ones(1));

        Assert.Throws<ArgumentException>(() => torch.optim.Adam([x], lr: -1));
        Assert.Throws<ArgumentException>(() => torch.optim.Adam([x], lr: double.NaN));
        Assert.Throws<ArgumentException>(() => torch.optim.Adam([x], beta2: 1));
        Assert.Throws<ArgumentException>(() => torch.optim.AdamW([x], eps: -1e-3));
        Assert.Throws<ArgumentException>(() => torch.optim.SGD([x], 0.1, nesterov: true));
        Assert.Throws<ArgumentNullException>(() => torch.optim.Adam((IEnumerable<Parameter>)null!));
        Assert.Throws<ArgumentNullException>(() => torch.optim.Adam([x, null!]));
        using var optimizer = torch.optim.Adam([x]);
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new Adam.ParamGroup([x])));
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new SGD.ParamGroup([new Parameter(ones(1))])));
        Assert.Throws<InvalidOperationException>(() => new Adam.ParamGroup { Parameters = [x] }.LearningRate);
    }

    private static void SetGradients(RecordedOptimizer recorded, Parameter[] parameters, int step)
    {
        for (var i = 0; i < parameters.Length; i++)
            parameters[i].grad = recorded.Gradients[step][i] is { } values ? Optimizers.Values(recorded, values, i) : null;
    }
}
