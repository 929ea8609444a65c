using System.Globalization;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.SamplerBench;

/// <summary>A way of sampling that is measured.</summary>
/// <param name="Sampler">Its name, see <see cref="Samplers"/>.</param>
/// <param name="Steps">How many steps each U-Net takes; null for all.</param>
internal sealed record BenchPoint(string Sampler, int? Steps)
{
    /// <summary>What the original does.</summary>
    public static BenchPoint Original { get; } = new(SamplingSettings.Original.Sampler, null);

    /// <summary>The number of steps, or <c>all</c>.</summary>
    public string StepsText => Steps?.ToString(CultureInfo.InvariantCulture) ?? "all";

    /// <summary>What samples so.</summary>
    public OneOrEach<ISampler> ToSampler() => Samplers.Parse(Sampler, Steps is { } count ? OneOrEach.All(count) : null);

    /// <summary>Every sampler with every number of steps that a model has; with as many as that or more, all of them, once.</summary>
    public static IReadOnlyList<BenchPoint> Plan(IEnumerable<string> samplers, IEnumerable<int?> steps, int timesteps) =>
        [.. samplers.SelectMany(sampler => steps.Select(count => new BenchPoint(sampler, count < timesteps ? count : null))).Distinct()];
}
