namespace MinImagen.Cli.SamplerBench;

/// <summary>How few steps are enough.</summary>
/// <param name="Original">What the original does: every step of DDPM.</param>
/// <param name="Fastest">The fastest way of sampling that obeys captions as well; the original itself where no other does.</param>
internal sealed record BenchVerdict(BenchRow Original, BenchRow Fastest)
{
    /// <summary>How many times as fast that is.</summary>
    public double TimesAsFast => Fastest.TimesAsFastAs(Original);

    /// <summary>
    /// Judges: as well means that the share of captions obeyed is not below the 95 % interval of the original's. Above it is no
    /// fault.
    /// </summary>
    /// <param name="rows">What was measured.</param>
    /// <returns>The verdict; null where the original was not measured.</returns>
    public static BenchVerdict? Of(IReadOnlyList<BenchRow> rows) => OriginalIn(rows) is { } original
        ? new BenchVerdict(original, rows.Where(row => row.Score.All.Share >= original.Score.All.Low).MinBy(row => row.SecondsAPicture)!)
        : null;

    /// <summary>The original's row; null where it was not measured.</summary>
    public static BenchRow? OriginalIn(IReadOnlyList<BenchRow> rows) => rows.FirstOrDefault(row => row.Point == BenchPoint.Original);
}
