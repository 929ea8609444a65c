namespace MinImagen.Cli.Book;

/// <summary>A formula as it is written in a text.</summary>
/// <param name="Tex">In LaTeX.</param>
/// <param name="IsDisplay">Whether it stands on lines of its own.</param>
internal readonly record struct Formula(string Tex, bool IsDisplay);
