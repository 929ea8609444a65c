using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Tests.optim;

/// <summary>Learning rates, and the momentum that OneCycleLR moves with them, are PyTorch 1.13's.</summary>
public class SchedulerTests
{
    public static TheoryData<string> Names => [.. Recorded.Numbers.Schedulers.Select(recorded => recorded.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_are_PyTorchs(string name)
    {
        var recorded = Recorded.Numbers.Schedulers.Single(item => item.Name == name);
        using var scope = NewDisposeScope();
        using var optimizer = TwoGroups(recorded);

        var scheduler = Create(recorded.Scheduler, recorded.Arguments, optimizer);

        for (var step = 0; step < recorded.Rates.Length; step++)
        {
            if (step > 0)
                scheduler.step();
            foreach (var (group, expected) in optimizer.ParamGroups.Zip(recorded.Rates[step]))
            {
                Close(expected[0], group.LearningRate);
                Close(expected[1], group is IBetas adaptive ? adaptive.Betas.Item1 : ((IMomentum)group).Momentum);
            }
            Assert.Equal(optimizer.ParamGroups.Select(group => group.LearningRate), scheduler.get_last_lr());
        }
    }

    [Theory]
    [InlineData("step")]
    [InlineData("multi-step")]
    [InlineData("exponential")]
    [InlineData("constant")]
    [InlineData("linear")]
    [InlineData("cosine, past its end")]
    [InlineData("lambda")]
    public void Any_epoch_can_be_jumped_to(string name)
    {
        var recorded = Recorded.Numbers.Schedulers.Single(item => item.Name == name);
        using var scope = NewDisposeScope();
        using var optimizer = TwoGroups(recorded);
        var scheduler = Create(recorded.Scheduler, recorded.Arguments, optimizer);

        foreach (var epoch in new[] { 9, 0, 4, 5, 3 })
        {
            scheduler.step(epoch);
            foreach (var (group, expected) in optimizer.ParamGroups.Zip(recorded.Rates[epoch]))
                Close(expected[0], group.LearningRate);
        }
    }

    [Fact]
    public void OneCycleLR_ends_with_its_last_step()
    {
        using var scope = NewDisposeScope();
        using var optimizer = torch.optim.SGD([new Parameter(ones(1))], 0.1);
        var scheduler = lr_scheduler.OneCycleLR(optimizer, 1.0, total_steps: 2);
        scheduler.step();
        scheduler.step();

        Assert.Throws<InvalidOperationException>(() => scheduler.step());
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using var scope = NewDisposeScope();
        using var optimizer = torch.optim.SGD([new Parameter(ones(1))], 0.1);
        using var other = torch.optim.SGD([new Parameter(ones(1))], 0.1);

        Assert.Throws<ArgumentNullException>(() => lr_scheduler.StepLR(null!, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => lr_scheduler.StepLR(optimizer, 0));
        Assert.Throws<ArgumentException>(() => lr_scheduler.LinearLR(optimizer, start_factor: 0));
        Assert.Throws<ArgumentException>(() => lr_scheduler.ConstantLR(optimizer, factor: 2));
        Assert.Throws<ArgumentNullException>(() => lr_scheduler.LambdaLR(optimizer, null!));
        Assert.Throws<ArgumentException>(() => lr_scheduler.OneCycleLR(optimizer, 1.0));
        Assert.Throws<ArgumentException>(() => lr_scheduler.OneCycleLR(optimizer, [1.0, 2.0], total_steps: 5));
        Assert.Throws<ArgumentException>(() => lr_scheduler.SequentialLR(optimizer, [lr_scheduler.StepLR(optimizer, 1)], [3]));
        Assert.Throws<ArgumentException>(() => lr_scheduler.SequentialLR(optimizer, [lr_scheduler.StepLR(other, 1)], []));
    }

    private static OptimizerHelper TwoGroups(RecordedSchedule recorded) => Optimizers.Create(recorded.Optimizer, recorded.Options,
    [
        ([new Parameter(zeros(1))], new Dictionary<string, JsonElement>()),
        ([new Parameter(zeros(1))], new Dictionary<string, JsonElement> { ["lr"] = JsonSerializer.SerializeToElement(0.05) }),
    ]);

    private static lr_scheduler.LRScheduler Create(string name, IReadOnlyDictionary<string, JsonElement> arguments, Optimizer optimizer)
    {
        double Number(string argument, double otherwise = 0) => Optimizers.Number(arguments, argument, otherwise);
        int Whole(string argument, int otherwise = -1) => (int)Number(argument, otherwise);
        return name switch
        {
            "StepLR" => lr_scheduler.StepLR(optimizer, Whole("step_size"), Number("gamma")),
            "MultiStepLR" => lr_scheduler.MultiStepLR(optimizer, [.. arguments["milestones"].EnumerateArray().Select(item => item.GetInt32())], Number("gamma")),
            "ExponentialLR" => lr_scheduler.ExponentialLR(optimizer, Number("gamma")),
            "ConstantLR" => lr_scheduler.ConstantLR(optimizer, Number("factor"), Whole("total_iters")),
            "LinearLR" => lr_scheduler.LinearLR(optimizer, Number("start_factor"), Number("end_factor"), Whole("total_iters")),
            "CosineAnnealingLR" => lr_scheduler.CosineAnnealingLR(optimizer, Number("T_max"), Number("eta_min")),
            "LambdaLR" => lr_scheduler.LambdaLR(optimizer, epoch => 1.0 / (1 + epoch)),
            "SequentialLR" => lr_scheduler.SequentialLR(optimizer,
                [lr_scheduler.LinearLR(optimizer, 0.25, total_iters: 4), lr_scheduler.CosineAnnealingLR(optimizer, 5), lr_scheduler.ExponentialLR(optimizer, 0.5)], [4, 9]),
            "OneCycleLR" when arguments["max_lr"].ValueKind == JsonValueKind.Number =>
                lr_scheduler.OneCycleLR(optimizer, Number("max_lr"), Whole("total_steps"), cycle_momentum: !arguments.ContainsKey("cycle_momentum")),
            "OneCycleLR" => lr_scheduler.OneCycleLR(optimizer, arguments["max_lr"].EnumerateArray().Select(item => item.GetDouble()),
                epochs: Whole("epochs"), steps_per_epoch: Whole("steps_per_epoch"), pct_start: Number("pct_start"), anneal_strategy: lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear,
                div_factor: Number("div_factor"), final_div_factor: Number("final_div_factor"), three_phase: true),
            _ => throw new ArgumentException($"No scheduler {name} was recorded.", nameof(name)),
        };
    }

    // PyTorch multiplies in another order here and there: the last bits of a double.
    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 1e-14 * Math.Max(1, Math.Abs(expected)));
}
