namespace TorchSharp.Modules;

public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(InitialLearningRate);
        writer.Write(Known(LearningRate));
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        ArgumentNullException.ThrowIfNull(source);
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
    }

    /// <summary>Takes from an optimizer's defaults what is not set here.</summary>
    internal virtual void FillFrom(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        InitialLearningRate = Known(LearningRate);
    }

    private protected static T Known<T>(T? option)
        where T : struct =>
        option ?? throw new InvalidOperationException("An option of this parameter group is not set: add the group to an optimizer first.");

    internal static TOptions As<TOptions>(OptimizerOptions source)
        where TOptions : OptimizerOptions =>
        source as TOptions ?? throw new ArgumentException($"Expected the options of a group of {typeof(TOptions).DeclaringType!.Name}, not {source?.GetType().FullName ?? "null"}.", nameof(source));
}
