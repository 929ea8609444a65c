namespace MinImagen.Cli.Parity;

/// <summary>The numbers of a run, as <c>--json</c> reports them.</summary>
internal static class ParityJson
{
    /// <summary>One object with everything that was compared.</summary>
    public static object Report(ParityResult result) => new
    {
        result.Folder,
        result.Passed,
        result.Failed,
        result.Compared,
        Seconds = result.Elapsed.TotalSeconds,
        WorstRatio = result.Worst?.Worst?.Ratio,
        Cases = result.Cases.Select(report => new
        {
            report.Id,
            report.Kind,
            report.Passed,
            report.Error,
            Seconds = report.Elapsed.TotalSeconds,
            Compared = report.Comparisons.Count,
            Comparisons = report.Comparisons.Select(comparison => new
            {
                comparison.Name,
                comparison.Passed,
                comparison.Difference,
                comparison.Tolerance,
                comparison.Mismatch,
            }),
        }),
    };
}
