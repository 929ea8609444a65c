namespace MinImagen.Cli.SamplerBench;

/// <summary>What all rows of a table have in common: rows of another setup cannot stand beside them.</summary>
/// <param name="Weights">The SHA-256 of the model's weights.</param>
/// <param name="Captions">How many captions.</param>
/// <param name="Seed">The seed of captions and noise.</param>
/// <param name="HeldOut">Whether the captions are combinations that training never showed.</param>
/// <param name="Guidance">The guidance weights.</param>
/// <param name="Thresholding">What keeps predictions in range.</param>
/// <param name="BatchSize">Pictures at a time: others draw other noise.</param>
internal sealed record BenchSetup(string Weights, int Captions, long Seed, bool HeldOut, string Guidance, string Thresholding, int BatchSize);
