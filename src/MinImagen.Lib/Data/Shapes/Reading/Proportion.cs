namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>How often something held, and how sure that makes us of its true share.</summary>
/// <param name="Hits">How often it held.</param>
/// <param name="Trials">How often it was tried.</param>
public readonly record struct Proportion(int Hits, int Trials)
{
    // The 97.5 % quantile of the normal distribution, for an interval of 95 %.
    private const double Z = 1.959963984540054;

    /// <summary>The share that was found; not a number where nothing was tried.</summary>
    public double Share => (double)Hits / Trials;

    /// <summary>The lower end of the Wilson interval (Wilson 1927), at 95 %.</summary>
    public double Low => Hits == 0 ? 0 : Centre - Reach;

    /// <summary>The upper end of the Wilson interval, at 95 %.</summary>
    public double High => Hits == Trials ? 1 : Centre + Reach;

    // (p + z² / 2n) / (1 + z² / n)
    private double Centre => (Share + (Z * Z / (2 * Trials))) / (1 + (Z * Z / Trials));

    // z √(p (1 − p) / n + z² / 4n²) / (1 + z² / n)
    private double Reach => Z * Math.Sqrt((Share * (1 - Share) / Trials) + (Z * Z / (4.0 * Trials * Trials))) / (1 + (Z * Z / Trials));

    /// <summary>Counts.</summary>
    public static Proportion Of(IReadOnlyCollection<bool> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return new Proportion(outcomes.Count(outcome => outcome), outcomes.Count);
    }
}
