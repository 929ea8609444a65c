using System.Globalization;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.Terminal;

/// <summary>Shares as a table shows them.</summary>
internal static class PercentText
{
    /// <summary>Such as "96.4 %".</summary>
    public static string Of(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");

    /// <summary>The same with the interval of 95 %: "96.4 % (94.1–97.9)".</summary>
    public static string WithInterval(Proportion proportion) => string.Create(
        CultureInfo.InvariantCulture, $"{Of(proportion.Share)} ({100 * proportion.Low:F1}–{100 * proportion.High:F1})");
}
