using System.Globalization;
using System.Text;

namespace MinImagen.Lib.Training;

/// <summary>
/// <c>curve.tsv</c> of a packed training: how the loss fell, so that whoever trains from the same recipe sees early whether
/// it goes the same way. A row is a U-Net's number, a step, and the mean loss of the steps since the row before.
/// </summary>
internal static class LossCurve
{
    /// <summary>The file's name.</summary>
    public const string FileName = "curve.tsv";

    /// <summary>The steps of a row: enough of them that the mean says more than the noise of a batch.</summary>
    public const int Every = 100;

    /// <summary>The curves of a training, or of several that trained a U-Net each.</summary>
    /// <param name="training">The training.</param>
    /// <param name="elsewhere">Those of U-Nets that were trained in one of their own, by the U-Net's number, from 1.</param>
    public static string Of(TrainingDirectory training, IReadOnlyDictionary<int, TrainingDirectory> elsewhere)
    {
        var own = MetricsLog.Read(training.Path);
        var numbers = own.SelectMany(metrics => metrics.Loss.Keys).Concat(elsewhere.Keys).Distinct().Order();
        var table = new StringBuilder("unet\tstep\tloss\n");
        foreach (var number in numbers)
        {
            var log = elsewhere.TryGetValue(number, out var other) ? MetricsLog.Read(other.Path) : own;
            foreach (var row in log.Where(metrics => metrics.Loss.ContainsKey(number)).Chunk(Every))
            {
                table.Append(CultureInfo.InvariantCulture, $"{number}\t{row[^1].Step}\t{row.Average(metrics => metrics.Loss[number]):F5}\n");
            }
        }

        return table.ToString();
    }
}
