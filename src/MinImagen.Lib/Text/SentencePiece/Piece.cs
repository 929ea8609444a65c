namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>A vocabulary entry.</summary>
/// <param name="Text">Its surface, with U+2581 for a space.</param>
/// <param name="Score">Its log probability.</param>
/// <param name="Type">What it is for.</param>
internal readonly record struct Piece(string Text, float Score, PieceType Type);
