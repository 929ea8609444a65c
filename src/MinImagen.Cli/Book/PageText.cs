using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MinImagen.Cli.Book;

/// <summary>Reads the Markdown of pages: what GitHub and notebooks know of it, formulas, and no HTML.</summary>
internal static class PageText
{
    /// <summary>What is read.</summary>
    internal static MarkdownPipeline Pipeline { get; } = CreatePipeline();

    /// <summary>Reads one text.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="anchors">The anchors that the page has so far; those of the text's headings are added.</param>
    internal static MarkdownDocument Parse(string markdown, ISet<string> anchors)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.GetAttributes().Id = Anchor(PlainOf(heading), anchors);
        }
        return document;
    }

    /// <summary>The words of a block, without their marks.</summary>
    internal static string PlainOf(LeafBlock block) => string.Concat(block.Inline?.Descendants().Select(PlainOf) ?? []);

    /// <summary>A block's formula, where it is one.</summary>
    internal static Formula Of(MathBlock block) => new(block.Lines.ToString().Trim(), IsDisplay: true);

    /// <summary>A formula within a line.</summary>
    internal static Formula Of(MathInline inline) => new(inline.Content.ToString().Trim(), IsDisplay: inline.DelimiterCount > 1);

    /// <summary>A block of code.</summary>
    internal static Snippet Of(CodeBlock block) => new(block.Lines.ToString(), (block as FencedCodeBlock)?.Info ?? "");

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseMathematics().DisableHtml();
        builder.InlineParsers.Insert(0, new DisplayMathParser());
        return builder.Build();
    }

    private static string PlainOf(MarkdownObject inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline math => math.Content.ToString(),
        LineBreakInline => " ",
        _ => "",
    };

    private static string Anchor(string heading, ISet<string> anchors)
    {
        var name = LinkHelper.UrilizeAsGfm(heading);
        var anchor = name;
        for (var number = 1; !anchors.Add(anchor); number++)
        {
            anchor = $"{name}-{number}";
        }
        return anchor;
    }
}
