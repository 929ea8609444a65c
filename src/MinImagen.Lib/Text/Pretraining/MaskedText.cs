namespace MinImagen.Lib.Text.Pretraining;

/// <summary>A text with some of its tokens hidden.</summary>
/// <param name="Input">Its ids, as many as before; hidden ones are replaced.</param>
/// <param name="Positions">Where tokens are to be predicted, ascending.</param>
/// <param name="Targets">The ids that stood there.</param>
public sealed record MaskedText(IReadOnlyList<int> Input, IReadOnlyList<int> Positions, IReadOnlyList<int> Targets);
