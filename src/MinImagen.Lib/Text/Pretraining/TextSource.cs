namespace MinImagen.Lib.Text.Pretraining;

/// <summary>One kind of text that an encoder is pre-trained on.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Weight">How many batches in a round of all sources are its own, at least 1.</param>
/// <param name="Train">The texts to learn from.</param>
/// <param name="HeldOut">The texts to judge by; none of them is in <paramref name="Train"/>.</param>
public sealed record TextSource(string Name, int Weight, IReadOnlyList<string> Train, IReadOnlyList<string> HeldOut);
