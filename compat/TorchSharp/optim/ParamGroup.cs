using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public class ParamGroup : ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>Null until the group belongs to an optimizer, whose own options then fill what is not set.</summary>
    public OptimizerOptions Options { get; set; } = null!;

    public double LearningRate
    {
        get => Set.LearningRate ?? throw Unset;
        set => Set.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => Set.InitialLearningRate;
        set => Set.InitialLearningRate = value;
    }

    private protected static InvalidOperationException Unset =>
        new("This parameter group's options are not set: add it to an optimizer first.");

    private OptimizerOptions Set => Options ?? throw Unset;
}
