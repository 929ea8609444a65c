namespace MinImagen.Cli.Book;

/// <summary>One formula or piece of code that was set.</summary>
/// <param name="Html">As HTML; null where it could not be set.</param>
/// <param name="Error">Why it could not.</param>
internal sealed record TypesetPiece(string? Html, string? Error);
