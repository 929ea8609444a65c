namespace MinImagen.Notebooks.Drawing;

/// <summary>Round numbers along an axis.</summary>
internal static class AxisTicks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten, about as many as asked for.</summary>
    internal static IEnumerable<double> Between(double from, double to, int about)
    {
        var rough = (to - from) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (var i = Math.Ceiling(from / step); i * step <= to + (1e-9 * step); i++)
        {
            // The parsed product has the digits that a reader would write.
            yield return Math.Round(i * step, 12) + 0.0;
        }
    }
}
