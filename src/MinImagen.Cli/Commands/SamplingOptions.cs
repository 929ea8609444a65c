using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Commands;

/// <summary>The options that say how pictures are sampled, for every command that samples.</summary>
internal sealed class SamplingOptions
{
    private readonly Option<string> sampler = new("--sampler")
    {
        Description = $"The way from noise to picture: {string.Join(", ", Samplers.Names)}; ddim:0.5 has η = 0.5; one a U-Net: dpmpp,ddim",
        DefaultValueFactory = _ => Samplers.Names[0],
    };

    private readonly Option<OneOrEach<int>?> steps = new("--steps")
    {
        Description = "How many steps it takes, or a list with one a U-Net (default: every timestep of the model)",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => PerUnet.Parse<int>(result, number => number >= 1, "a whole number from 1"),
    };

    private readonly Option<string?> spacing = new("--spacing")
    {
        Description = "Which steps: evenly in the timestep, or in the logarithm of the signal-to-noise ratio (default: log-snr for dpmpp)",
    };

    private readonly Option<OneOrEach<double>?> guidance = new("--guidance", "--cond-scale")
    {
        Description = "1 follows the caption, more follows it more closely, 0 ignores it; or a list with one a U-Net (default: 1)",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => PerUnet.Parse<double>(result, double.IsFinite, "a number"),
    };

    private readonly Option<string> thresholding = new("--thresholding")
    {
        Description = "What keeps predicted pictures in range",
        DefaultValueFactory = _ => "dynamic",
    };

    private readonly Option<double?> percentile = new("--percentile")
    {
        Description = "Of dynamic thresholding, from 0 to 1 (default: the model's own)",
    };

    private readonly Option<double?> lowresNoiseLevel = new("--lowres-noise-level")
    {
        Description = "How much noise a super-resolution model's small picture gets, from 0 to 1 (default: the model's own)",
    };

    private readonly Option<long?> seed = new("--seed") { Description = "The same seed draws the same pictures" };

    /// <summary>Makes the options.</summary>
    public SamplingOptions()
    {
        spacing.AcceptOnlyFromAmong("time", "log-snr");
        thresholding.AcceptOnlyFromAmong("none", "static", "dynamic");
        foreach (var fraction in new[] { percentile, lowresNoiseLevel })
        {
            fraction.MustBe(value => value is null or (>= 0 and <= 1), "between 0 and 1");
        }
    }

    /// <summary>All of them, to be added to a command.</summary>
    public IReadOnlyList<Option> All => [sampler, steps, spacing, guidance, thresholding, percentile, lowresNoiseLevel, seed];

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>How to sample.</returns>
    /// <exception cref="CommandException">There is no such sampler, or two options contradict each other.</exception>
    public SampleOptions Read(ParseResult parsed) => new()
    {
        CondScale = parsed.GetValue(guidance) ?? 1,
        LowresSampleNoiseLevel = parsed.GetValue(lowresNoiseLevel),
        Thresholding = ReadThresholding(parsed),
        Sampler = ReadSampler(parsed),
        Seed = parsed.GetValue(seed),
    };

    private OneOrEach<ISampler> ReadSampler(ParseResult parsed)
    {
        StepSpacing? chosen = parsed.GetValue(spacing) switch
        {
            "time" => StepSpacing.Time,
            "log-snr" => StepSpacing.LogSnr,
            _ => null,
        };
        try
        {
            return Samplers.Parse(parsed.GetValue(sampler)!, parsed.GetValue(steps), chosen);
        }
        catch (FormatException exception)
        {
            throw new CommandException(exception.Message, ExitCode.WrongUsage, exception);
        }
    }

    private Thresholding? ReadThresholding(ParseResult parsed)
    {
        var kind = parsed.GetValue(thresholding);
        var share = parsed.GetValue(percentile);
        if (kind != "dynamic" && share is not null)
        {
            throw new CommandException(
                $"--percentile is of dynamic thresholding, and --thresholding {kind} was asked for", ExitCode.WrongUsage);
        }

        return kind switch
        {
            "none" => Thresholding.None,
            "static" => Thresholding.Static,
            _ => share is { } fraction ? Thresholding.Dynamic(fraction) : null,
        };
    }
}
