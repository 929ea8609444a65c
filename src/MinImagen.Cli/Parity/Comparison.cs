namespace MinImagen.Cli.Parity;

/// <summary>One recorded thing held against ours.</summary>
/// <param name="Name">Its name in the case, such as <c>out/y</c>.</param>
/// <param name="Difference">The largest absolute difference; for what has no distance, how many parts differ.</param>
/// <param name="Tolerance">The largest difference that is still agreement.</param>
/// <param name="Mismatch">What makes the two incomparable or is better said in words; null where the numbers say it all.</param>
internal sealed record Comparison(string Name, double Difference, double Tolerance, string? Mismatch = null)
{
    /// <summary>Whether the two agree. A difference that is not a number does not.</summary>
    public bool Passed => Mismatch is null && Difference <= Tolerance;

    /// <summary>The difference in units of the tolerance: above 1 is no agreement.</summary>
    public double Ratio => Mismatch is not null || double.IsNaN(Difference) ? double.PositiveInfinity
        : Difference == 0 ? 0
        : Difference / Tolerance;

    /// <summary>A comparison that failed for a reason in words.</summary>
    public static Comparison Failed(string name, string mismatch) => new(name, double.PositiveInfinity, 0, mismatch);
}
