using static TorchSharp.torch;

namespace MinImagen.Cli.Play;

/// <summary>How the values of a predicted x_0 are spread, and where thresholding cuts them.</summary>
/// <param name="Counts">Values in each of <see cref="Bins"/> equal parts of [−<see cref="Reach"/>, <see cref="Reach"/>].</param>
/// <param name="Below">Values below that.</param>
/// <param name="Above">Values above that.</param>
/// <param name="Bound">s, where values outside [−s, s] are cut off; null where none are.</param>
/// <param name="Clipped">The share of values outside [−s, s], from 0 to 1.</param>
internal sealed record PredictionHistogram(int[] Counts, int Below, int Above, double? Bound, double Clipped)
{
    /// <summary>How far it reaches on both sides of 0: three times the range of pictures.</summary>
    public const double Reach = 3;

    /// <summary>The number of bars.</summary>
    public const int Bins = 60;

    /// <summary>Counts the values of one picture.</summary>
    /// <param name="xStart">x_0 before thresholding, shape (1, c, h, w).</param>
    /// <param name="bound">s, one value; null where nothing is cut off.</param>
    public static PredictionHistogram Of(Tensor xStart, Tensor? bound)
    {
        using var scope = NewDisposeScope();
        var values = xStart.to(ScalarType.Float32).contiguous().data<float>().ToArray();
        double? s = bound?.to(ScalarType.Float32).item<float>();
        var counts = new int[Bins];
        var (below, above, clipped) = (0, 0, 0);
        foreach (var value in values)
        {
            var bin = Math.Floor((value + Reach) / (2 * Reach) * Bins);
            if (bin < 0)
            {
                below++;
            }
            else if (bin < Bins)
            {
                counts[(int)bin]++;
            }
            else
            {
                above++;
            }

            clipped += Math.Abs(value) > s ? 1 : 0;
        }

        return new PredictionHistogram(counts, below, above, s is { } finite && double.IsFinite(finite) ? s : null, (double)clipped / values.Length);
    }
}
