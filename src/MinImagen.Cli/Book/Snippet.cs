namespace MinImagen.Cli.Book;

/// <summary>Code that is shown in colours.</summary>
/// <param name="Code">The code.</param>
/// <param name="Language">Its language by the name that highlight.js knows, such as <c>csharp</c>; empty for none.</param>
internal readonly record struct Snippet(string Code, string Language);
