using System.Globalization;

namespace MinImagen.Notebooks.Charts;

/// <summary>No more numbers, and no more digits of them, than a screen shows.</summary>
internal static class Thinning
{
    internal const int MostPoints = 5000;

    internal static (double[] X, double[] Y) Of(Series series)
    {
        if (series.Y.Count <= MostPoints)
            return (Rounded(series.X), Rounded(series.Y));

        var kept = Enumerable.Range(0, MostPoints).Select(i => (int)((long)i * (series.Y.Count - 1) / (MostPoints - 1))).ToArray();
        return (Rounded(kept.Select(i => series.X[i])), Rounded(kept.Select(i => series.Y[i])));
    }

    internal static double[] Rounded(IEnumerable<double> values) =>
        [.. values.Select(value => double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
}
