using MinImagen.Lib.Text.SentencePiece;

namespace MinImagen.Lib.Text.FastTokenizers;

/// <summary>What a <c>tokenizer.json</c> says, checked, in SentencePiece's terms.</summary>
/// <param name="Model">The vocabulary and how text is prepared.</param>
/// <param name="Signs">What is a token wherever it is written in a text, with its id; sentinels and additions among them.</param>
internal sealed record FastTokenizer(SentencePieceModel Model, IReadOnlyDictionary<string, int> Signs);
