using Markdig.Syntax;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Book;

/// <summary>A piece of a page: text or a code cell, the other being null.</summary>
/// <param name="Text">Markdown, parsed.</param>
/// <param name="Code">A cell with its outputs.</param>
internal sealed record PagePart(MarkdownDocument? Text, NotebookCell? Code);
