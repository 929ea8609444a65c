using System.Globalization;
using MinImagen.Lib.Unets;

namespace MinImagen.Lib.Diffusion;

/// <summary>Samplers by name, as the command line and the notebooks choose them.</summary>
public static class Samplers
{
    /// <summary>The names: ancestral sampling, DDIM (<c>ddim:0.5</c> has η = 0.5), DPM-Solver++(2M).</summary>
    public static IReadOnlyList<string> Names { get; } = ["ddpm", "ddim", "dpmpp"];

    /// <summary>Finds samplers by name.</summary>
    /// <param name="names">One of <see cref="Names"/>, or one a U-Net, separated by commas.</param>
    /// <param name="steps">How many steps, for all U-Nets or for each; every step of the process when null.</param>
    /// <param name="spacing">
    /// Which steps; when null those the sampler was made for: even in λ for DPM-Solver++, in t for the others.
    /// </param>
    /// <returns>The sampler, or one a U-Net.</returns>
    /// <exception cref="FormatException">There is no such sampler, or lists of different lengths were given.</exception>
    public static OneOrEach<ISampler> Parse(string names, OneOrEach<int>? steps = null, StepSpacing? spacing = null)
    {
        var named = names.Split(',', StringSplitOptions.TrimEntries);
        var count = Math.Max(named.Length, steps?.Count ?? 1);
        if ((named.Length > 1 && named.Length != count) || (steps is { IsOne: false } && steps.Count != count))
        {
            throw new FormatException(
                $"{named.Length} samplers ({names}) and {steps!.Count} numbers of steps ({string.Join(",", steps)}): give one for all U-Nets, or as many of each.");
        }

        var samplers = Enumerable.Range(0, count)
            .Select(i => One(named[named.Length == 1 ? 0 : i], steps?[steps.IsOne ? 0 : i], spacing))
            .ToArray();
        return named.Length == 1 && steps is not { IsOne: false } ? OneOrEach.All(samplers[0]) : OneOrEach.Each<ISampler>(samplers);
    }

    private static ISampler One(string name, int? steps, StepSpacing? spacing)
    {
        ISampler sampler = name.Split(':') switch
        {
            ["ddpm"] => new DdpmSampler(),
            ["ddim"] => new DdimSampler(),
            ["ddim", var eta] when IsFraction(eta, out var value) => new DdimSampler(value),
            ["dpmpp"] => new DpmSolverSampler(),
            _ => throw new FormatException(
                $"'{name}' is no sampler: {string.Join(", ", Names)}, or ddim:η with η from 0 to 1, such as ddim:0.5."),
        };
        return steps is { } count
            ? new RespacedSampler(
                sampler, count, spacing ?? (sampler is DpmSolverSampler ? StepSpacing.LogSnr : StepSpacing.Time))
            : sampler;
    }

    private static bool IsFraction(string text, out double value) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 1;
}
