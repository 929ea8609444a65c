using System.Globalization;

namespace MinImagen.Cli.Parity;

/// <summary>The lines that a person reads.</summary>
internal static class ParityText
{
    private const int ShownFailures = 5;

    /// <summary>One case: how many tensors were compared, the worst difference and its tolerance; below it what failed.</summary>
    public static string Line(CaseReport report, int idWidth)
    {
        var verdict = report.Passed ? "ok  " : "FAIL";
        var compared = report.Comparisons.Count == 1 ? "  1 tensor " : $"{report.Comparisons.Count,3} tensors";
        var worst = report.Worst is { Mismatch: null } comparison
            ? string.Create(CultureInfo.InvariantCulture, $"  worst {comparison.Difference:0.0e+00} of {comparison.Tolerance:0.0e+00}  {comparison.Name}")
            : "";
        return string.Join(Environment.NewLine, [$"{verdict}  {report.Id.PadRight(idWidth)}  {compared}{worst}", .. Failures(report)]);
    }

    /// <summary>The last line.</summary>
    public static string Summary(ParityResult result) => $"{result.Passed} passed, {result.Failed} failed";

    private static IEnumerable<string> Failures(CaseReport report)
    {
        if (report.Error is not null)
            yield return $"      {report.Error}";
        else if (report.Comparisons.Count == 0)
            yield return "      nothing was compared";

        var failed = report.Comparisons.Where(comparison => !comparison.Passed).OrderByDescending(comparison => comparison.Ratio).ToList();
        foreach (var comparison in failed.Take(ShownFailures))
        {
            yield return comparison.Mismatch is { } mismatch
                ? $"      {comparison.Name} {mismatch}"
                : string.Create(CultureInfo.InvariantCulture, $"      {comparison.Name} differs by {comparison.Difference:0.0e+00}, more than {comparison.Tolerance:0.0e+00}");
        }
        if (failed.Count > ShownFailures)
            yield return $"      and {failed.Count - ShownFailures} more";
    }
}
