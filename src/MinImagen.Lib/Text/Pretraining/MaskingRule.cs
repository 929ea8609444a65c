namespace MinImagen.Lib.Text.Pretraining;

/// <summary>Which tokens of a text are to be predicted.</summary>
/// <param name="Share">Share of a text's tokens, above 0, at most ½.</param>
/// <param name="LongestSpan">Most tokens in a row that are chosen together.</param>
/// <param name="Kept">Share of the chosen spans that stand there as they are; the others are hidden.</param>
public sealed record MaskingRule(double Share, int LongestSpan, double Kept)
{
    /// <summary>
    /// For learning. Because some of what is asked for stands there, the encoder keeps in mind what each token is, and not only
    /// what its neighbours need (Devlin et al. 2019, §3.1): its users will show it whole texts. None are replaced by random
    /// tokens as there, which would teach it to doubt combinations that it has never seen.
    /// </summary>
    public static MaskingRule Learning { get; } = new(0.2, 3, 0.15);

    /// <summary>For judging: everything that is to be predicted is hidden.</summary>
    public static MaskingRule Judging { get; } = Learning with { Kept = 0 };
}
