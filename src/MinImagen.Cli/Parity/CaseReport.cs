namespace MinImagen.Cli.Parity;

/// <summary>How one case went.</summary>
/// <param name="Id">The case.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Comparisons">Everything that was held against a recorded value.</param>
/// <param name="Error">Why it could not be run to its end; null where it could.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record CaseReport(
    string Id, string Kind, IReadOnlyList<Comparison> Comparisons, string? Error, TimeSpan Elapsed)
{
    /// <summary>Whether everything agreed, and there was something to agree.</summary>
    public bool Passed => Error is null && Comparisons.Count > 0 && Comparisons.All(comparison => comparison.Passed);

    /// <summary>The comparison nearest to its tolerance, or furthest beyond it; null where nothing was compared.</summary>
    public Comparison? Worst => Comparisons.MaxBy(comparison => comparison.Ratio);
}
