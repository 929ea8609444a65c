using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Commands;

/// <summary>The options that say how pictures are sampled, for every command that samples.</summary>
internal sealed class SamplingOptions
{
    private readonly Option<string[]> sampler;
    private readonly Option<OneOrEach<int>[]> steps;
    private readonly Option<string[]> spacing;
    private readonly Option<OneOrEach<double>[]> guidance;
    private readonly Option<string[]> thresholding;
    private readonly Option<double[]> percentile;
    private readonly Option<double[]> lowresNoiseLevel;
    private readonly Option<long?> seed = new("--seed") { Description = "The same seed draws the same pictures" };

    /// <summary>Makes the options.</summary>
    /// <param name="several">Whether each takes several values, all combinations of which are tried.</param>
    public SamplingOptions(bool several = false)
    {
        Option<T[]> Of<T>(string name, string description, params string[] aliases)
        {
            var option = new Option<T[]>(name, aliases) { Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = several };
            option.Validators.Add(result =>
            {
                if (!several && result.Tokens.Count > 1)
                {
                    result.AddError($"{name} takes one value");
                }
            });
            return option;
        }

        sampler = Of<string>("--sampler", $"The way from noise to picture: {string.Join(", ", Samplers.Names)}; ddim:0.5 has η = 0.5; one a U-Net: dpmpp,ddim");
        steps = Of<OneOrEach<int>>("--steps", "How many steps it takes, or a list with one a U-Net");
        spacing = Of<string>("--spacing", "Which steps: evenly in the timestep, or in the logarithm of the signal-to-noise ratio (default: log-snr for dpmpp)");
        guidance = Of<OneOrEach<double>>("--guidance", "1 follows the caption, more follows it more closely, 0 ignores it; or a list with one a U-Net", "--cond-scale");
        thresholding = Of<string>("--thresholding", "What keeps predicted pictures in range");
        percentile = Of<double>("--percentile", "Of dynamic thresholding, from 0 to 1 (default: the model's own)");
        lowresNoiseLevel = Of<double>("--lowres-noise-level", "How much noise a super-resolution model's small picture gets, from 0 to 1 (default: the model's own)");

        steps.CustomParser = result => PerUnet.ParseEach<int>(result, number => number >= 1, "a whole number from 1");
        guidance.CustomParser = result => PerUnet.ParseEach<double>(result, double.IsFinite, "a number");
        spacing.AcceptOnlyFromAmong("time", "log-snr");
        thresholding.AcceptOnlyFromAmong("none", "static", "dynamic");
        foreach (var fraction in new[] { percentile, lowresNoiseLevel })
        {
            fraction.MustBe(values => values is null || values.All(value => value is >= 0 and <= 1), "between 0 and 1");
        }
    }

    /// <summary>All of them, to be added to a command.</summary>
    public IReadOnlyList<Option> All => [sampler, steps, spacing, guidance, thresholding, percentile, lowresNoiseLevel, seed];

    /// <summary>The seed that was asked for.</summary>
    public long? ReadSeed(ParseResult parsed) => parsed.GetValue(seed);

    /// <summary>What was asked for, where each option has one value.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="usual">What holds where nothing was said.</param>
    /// <returns>How to sample.</returns>
    /// <exception cref="CommandException">There is no such sampler, or two options contradict each other.</exception>
    public SamplingSettings Read(ParseResult parsed, SamplingSettings usual) => ReadAll(parsed, usual).Single();

    /// <summary>Every combination of what was asked for, the last option varying fastest.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="usual">What holds where nothing was said.</param>
    /// <returns>At least one way to sample.</returns>
    /// <exception cref="CommandException">As for <see cref="Read"/>.</exception>
    public IReadOnlyList<SamplingSettings> ReadAll(ParseResult parsed, SamplingSettings usual)
    {
        T[]? Said<T>(Option<T[]> option) => parsed.GetValue(option) is { Length: > 0 } values ? values : null;
        StepSpacing?[] spacings = Said(spacing)?.Select(word => (StepSpacing?)(word == "time" ? StepSpacing.Time : StepSpacing.LogSnr)).ToArray()
            ?? [Said(sampler) is null ? usual.Spacing : null];
        SamplingSettings[] all =
        [
            .. from name in Said(sampler) ?? [usual.Sampler]
               from count in Said(steps) ?? [usual.Steps]
               from spaced in spacings
               from weight in Said(guidance) ?? [usual.Guidance]
               from kept in Thresholdings(Said(thresholding), Said(percentile), usual)
               from level in Said(lowresNoiseLevel)?.Cast<double?>().ToArray() ?? [usual.LowresNoiseLevel]
               select new SamplingSettings
               {
                   Sampler = name,
                   Steps = count,
                   Spacing = spaced,
                   Guidance = weight,
                   Thresholding = kept.Kind,
                   Percentile = kept.Percentile,
                   LowresNoiseLevel = level,
               },
        ];
        try
        {
            Array.ForEach(all, settings => settings.ToSampleOptions());
            return all;
        }
        catch (FormatException exception)
        {
            throw new CommandException(exception.Message, ExitCode.WrongUsage, exception);
        }
    }

    private static IEnumerable<(ThresholdingKind Kind, double? Percentile)> Thresholdings(
        string[]? kinds, double[]? percentiles, SamplingSettings usual)
    {
        if (kinds is not null && percentiles is not null && !kinds.Contains("dynamic"))
        {
            throw new CommandException(
                $"--percentile is of dynamic thresholding, and --thresholding {string.Join(' ', kinds)} was asked for", ExitCode.WrongUsage);
        }

        var asked = kinds?.Select(word => Enum.Parse<ThresholdingKind>(word, ignoreCase: true)).ToArray()
            ?? [percentiles is null ? usual.Thresholding : ThresholdingKind.Dynamic];
        return asked.SelectMany(kind => kind == ThresholdingKind.Dynamic
            ? (percentiles?.Cast<double?>() ?? [usual.Percentile]).Select(share => (kind, share))
            : [(kind, null)]);
    }
}
