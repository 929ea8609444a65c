namespace MinImagen.Cli.Parity;

/// <summary>How a folder of cases went.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Cases">The reports, in the manifest's order.</param>
/// <param name="Elapsed">How long all of them took.</param>
internal sealed record ParityResult(string Folder, IReadOnlyList<CaseReport> Cases, TimeSpan Elapsed)
{
    /// <summary>How many cases passed.</summary>
    public int Passed => Cases.Count(report => report.Passed);

    /// <summary>How many did not.</summary>
    public int Failed => Cases.Count - Passed;

    /// <summary>How many things were held against a recorded one.</summary>
    public int Compared => Cases.Sum(report => report.Comparisons.Count);

    /// <summary>The case nearest to its tolerance, or furthest beyond it; null where nothing was compared.</summary>
    public CaseReport? Worst => Cases.Where(report => report.Worst is not null).MaxBy(report => report.Worst!.Ratio);
}
