using System.Text.Json.Serialization;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.SamplerBench;

/// <summary>What was measured of one way of sampling.</summary>
/// <param name="Sampler">The sampler's name.</param>
/// <param name="Steps">Steps that each U-Net took; null for all.</param>
/// <param name="StepsTaken">How many that were, on the base model.</param>
/// <param name="Pictures">Pictures drawn, one a caption.</param>
/// <param name="Obeyed">In how many of them everything that the caption says was found.</param>
/// <param name="Sharpness">Their mean gradient beside that of true pictures: 1 as sharp, less is blurred, more is noise.</param>
/// <param name="SecondsAPicture">Time for one, all U-Nets together, several being drawn at once.</param>
internal sealed record BenchRow(
    string Sampler, int? Steps, int StepsTaken, int Pictures, int Obeyed, double Sharpness, double SecondsAPicture)
{
    /// <summary>The share of captions obeyed, with its 95 % interval.</summary>
    [JsonIgnore]
    public Proportion Accuracy => new(Obeyed, Pictures);

    /// <summary>The way of sampling.</summary>
    [JsonIgnore]
    public BenchPoint Point => new(Sampler, Steps);
}
