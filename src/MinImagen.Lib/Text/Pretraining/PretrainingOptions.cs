using System.Text.Json.Serialization;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>How an encoder is pre-trained. The defaults are those of the <c>t5_mini</c> that ships.</summary>
public sealed record PretrainingOptions
{
    /// <summary>Steps of the optimizer, at least 1.</summary>
    public int Steps { get; init; } = 2500;

    /// <summary>About how many tokens make a batch, at least 64.</summary>
    public int BatchTokens { get; init; } = 1536;

    /// <summary>The learning rate at its highest, above 0; each weight tensor learns at this times its initial size.</summary>
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>Steps in which the learning rate rises to its highest.</summary>
    public int WarmupSteps { get; init; } = 200;

    /// <summary>The share of the steps, at the end, in which the learning rate falls to 0; 0 to 1.</summary>
    public double Cooldown { get; init; } = 0.3;

    /// <summary>AdamW's weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The norm above which a gradient is cut.</summary>
    public double MaxGradNorm { get; init; } = 1;

    /// <summary>Steps between two checkpoints, at least 1.</summary>
    public int CheckpointEvery { get; init; } = 250;

    /// <summary>Decides weights, order and masks.</summary>
    public long Seed { get; init; } = 2022;

    /// <summary>The first step whose learning rate depends on how many steps there are.</summary>
    [JsonIgnore]
    public int CooldownStart => (int)Math.Floor(Steps * (1 - Cooldown));

    /// <summary>
    /// The learning rate: it rises, stays, and falls to 0. While it stays, nothing depends on the number of steps, so that a
    /// training can still be made longer or shorter, and is then what it would have been.
    /// </summary>
    /// <param name="step">Steps taken before.</param>
    /// <returns>The learning rate of the next step, above 0 while steps are left.</returns>
    public double LearningRateAt(long step)
    {
        // lr · min(1, (k + 1) / warm-up, (N − k) / (N − k₀))
        var rise = (step + 1.0) / Math.Max(1, WarmupSteps);
        var fall = (double)(Steps - step) / Math.Max(1, Steps - CooldownStart);
        return LearningRate * Math.Min(1, Math.Min(rise, fall));
    }

    /// <summary>Refuses what cannot be trained with.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Check()
    {
        Require(Steps >= 1, nameof(Steps), Steps, "at least 1");
        Require(BatchTokens is >= 64 and <= 1 << 20, nameof(BatchTokens), BatchTokens, "64 to 1 048 576");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Require(WarmupSteps >= 0, nameof(WarmupSteps), WarmupSteps, "at least 0");
        Require(Cooldown is >= 0 and <= 1, nameof(Cooldown), Cooldown, "0 to 1");
        Require(WeightDecay is >= 0 and < 1, nameof(WeightDecay), WeightDecay, "at least 0 and below 1");
        Require(MaxGradNorm > 0, nameof(MaxGradNorm), MaxGradNorm, "above 0");
        Require(CheckpointEvery >= 1, nameof(CheckpointEvery), CheckpointEvery, "at least 1");
    }

    private static void Require(bool holds, string name, IFormattable value, string range)
    {
        if (!holds)
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; it must be {range}."));
    }
}
