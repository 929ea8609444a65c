using System.Text.Json;
using Markdig.Extensions.Mathematics;
using Markdig.Syntax;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>Sets formulas with KaTeX and colours code with highlight.js, in one start of Node for all pages: readers need no script for either.</summary>
internal static class Typesetter
{
    /// <summary>The language of a lesson's cells.</summary>
    internal const string CellLanguage = "csharp";

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    /// <summary>Sets what is on pages.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="modules">The folder <c>node_modules</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">Node is missing or failed.</exception>
    internal static Typeset Run(IReadOnlyList<BookPage> pages, string modules, CancellationToken cancellation)
    {
        var blocks = pages.SelectMany(page => page.Texts).SelectMany(text => text.Descendants()).ToArray();
        Formula[] formulas = [.. blocks.OfType<MathBlock>().Select(PageText.Of).Concat(blocks.OfType<MathInline>().Select(PageText.Of)).Distinct()];
        Snippet[] snippets =
        [
            .. blocks.OfType<CodeBlock>().Where(block => block is not MathBlock).Select(PageText.Of)
                .Concat(pages.SelectMany(page => page.Parts).Where(part => part.Code is not null).Select(part => new Snippet(part.Code!.Source, CellLanguage)))
                .Distinct(),
        ];

        var answer = Ask(new Request(formulas, snippets), modules, cancellation);
        if (answer.Formulas.Count != formulas.Length || answer.Snippets.Count != snippets.Length)
        {
            throw new CommandException("node set only a part of the formulas; delete artifacts/web and try again");
        }
        return new Typeset(
            formulas.Zip(answer.Formulas).ToDictionary(pair => pair.First, pair => pair.Second),
            snippets.Zip(answer.Snippets).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Whether a piece of a text is a formula.</summary>
    internal static bool IsFormula(MarkdownObject piece) => piece is MathBlock or MathInline;

    private static Answer Ask(Request request, string modules, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(request, json));
            var script = ProjectFolder.At("src", "MinImagen.Cli", "Book", "assets", "render.js");
            var node = ChildProcess.Run(Path.GetDirectoryName(modules)!, "node", [script, file], cancellation)
                ?? throw new CommandException("Node.js is not installed, and it sets the formulas of the book; on Debian: apt-get install nodejs");
            return node.ExitCode == 0
                ? JsonSerializer.Deserialize<Answer>(node.Output, json)!
                : throw new CommandException($"node could not set the formulas (exit code {node.ExitCode}); delete artifacts/web and try again: {node.Error.Trim()}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed record Request(IReadOnlyList<Formula> Formulas, IReadOnlyList<Snippet> Snippets);

    private sealed record Answer(IReadOnlyList<TypesetPiece> Formulas, IReadOnlyList<TypesetPiece> Snippets);
}
