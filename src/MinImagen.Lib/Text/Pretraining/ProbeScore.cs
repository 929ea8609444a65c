namespace MinImagen.Lib.Text.Pretraining;

/// <summary>How well hidden tokens of a source's held-out texts are predicted.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Texts">Number of held-out texts.</param>
/// <param name="Tokens">Number of hidden tokens.</param>
/// <param name="Correct">How many of them the encoder predicts.</param>
/// <param name="Loss">Mean of −ln p of the hidden tokens.</param>
/// <param name="CommonestAccuracy">The accuracy of always answering the source's commonest token.</param>
/// <param name="SamplingAccuracy">The expected accuracy of answering each token as often as it is common in the source.</param>
/// <param name="KnownAccuracy">The share of tokens that, standing there unhidden, the encoder still has in mind at their place.</param>
public sealed record ProbeScore(
    string Source, int Texts, int Tokens, int Correct, double Loss, double CommonestAccuracy, double SamplingAccuracy, double KnownAccuracy)
{
    /// <summary>The share of hidden tokens that the encoder predicts.</summary>
    public double Accuracy => (double)Correct / Tokens;
}
