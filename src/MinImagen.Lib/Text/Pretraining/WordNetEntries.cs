namespace MinImagen.Lib.Text.Pretraining;

/// <summary>What was read of WordNet.</summary>
/// <param name="Entries">The meanings, in the order of the files.</param>
/// <param name="Notice">The licence that stands at the head of the files; "" where there is none.</param>
/// <param name="Malformed">Number of lines that were none and were passed over.</param>
public sealed record WordNetEntries(IReadOnlyList<WordNetEntry> Entries, string Notice, int Malformed);
