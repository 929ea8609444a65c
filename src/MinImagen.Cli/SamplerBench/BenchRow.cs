using System.Text.Json.Serialization;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.SamplerBench;

/// <summary>What was measured of one way of sampling.</summary>
/// <param name="Sampler">The sampler's name.</param>
/// <param name="Steps">Steps that each U-Net took; null for all.</param>
/// <param name="StepsTaken">How many that were, on the base model.</param>
/// <param name="Score">In how many pictures, one a caption, the reader found what the caption says.</param>
/// <param name="Sharpness">Their <see cref="SamplerBench.Sharpness"/> beside that of true pictures: 1 as sharp, less is blurred, more is noise.</param>
/// <param name="SecondsAPicture">Time for one, from its caption on and all U-Nets together, several being drawn at once.</param>
internal sealed record BenchRow(string Sampler, int? Steps, int StepsTaken, SceneScore Score, double Sharpness, double SecondsAPicture)
{
    /// <summary>The way of sampling.</summary>
    [JsonIgnore]
    public BenchPoint Point => new(Sampler, Steps);

    /// <summary>How many times as fast as another it draws a picture.</summary>
    public double TimesAsFastAs(BenchRow other) => other.SecondsAPicture / SecondsAPicture;
}
