using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>What <see cref="Typesetter"/> made.</summary>
/// <param name="formulas">The formulas.</param>
/// <param name="snippets">The code.</param>
internal sealed class Typeset(IReadOnlyDictionary<Formula, TypesetPiece> formulas, IReadOnlyDictionary<Snippet, TypesetPiece> snippets)
{
    /// <summary>A formula as HTML.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="source">The file that it is in.</param>
    /// <exception cref="CommandException">KaTeX does not understand it.</exception>
    internal string HtmlOf(Formula formula, string source) =>
        formulas[formula] is { Html: { } html } ? html : throw new CommandException($"{source}: the formula {formula.Tex} cannot be set: {formulas[formula].Error}");

    /// <summary>Code as HTML.</summary>
    internal string HtmlOf(Snippet snippet) => snippets[snippet].Html!;
}
