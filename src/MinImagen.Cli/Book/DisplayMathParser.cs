using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;

namespace MinImagen.Cli.Book;

/// <summary>Reads <c>$$ … $$</c> as notebooks do: it may begin within a line, and go on over several, which Markdig's own parser lets it not.</summary>
internal sealed class DisplayMathParser : InlineParser
{
    private const string Fence = "$$";

    /// <summary>Makes it.</summary>
    public DisplayMathParser() => OpeningCharacters = ['$'];

    /// <inheritdoc/>
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        if (!text.StartsWith(Fence))
        {
            return false;
        }
        var length = text[Fence.Length..].IndexOf(Fence);
        if (length <= 0)
        {
            return false;
        }
        var start = slice.Start + Fence.Length;
        processor.Inline = new MathInline
        {
            Delimiter = '$',
            DelimiterCount = Fence.Length,
            Content = new StringSlice(slice.Text, start, start + length - 1),
        };
        slice.Start = start + length + Fence.Length;
        return true;
    }
}
