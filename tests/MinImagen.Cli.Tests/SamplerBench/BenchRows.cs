using MinImagen.Cli.SamplerBench;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.Tests.SamplerBench;

/// <summary>Rows as if they had been measured.</summary>
internal static class BenchRows
{
    internal static BenchRow Row(string sampler, int? steps, int obeyed, double seconds) =>
        new(sampler, steps, steps ?? 1000, Score(obeyed), 1, seconds);

    /// <summary>So many of 100 captions obeyed; of the others the colours were wrong.</summary>
    internal static SceneScore Score(int obeyed)
    {
        var all = new Proportion(100, 100);
        return new SceneScore(new(obeyed, 100), new(obeyed, 100), all, all, null, new(0, 100));
    }
}
