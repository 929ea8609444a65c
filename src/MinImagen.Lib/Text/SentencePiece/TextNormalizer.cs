using System.Buffers;
using System.Text;

namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>Prepares text for cutting: the model's rewriting rules, then its rules on spaces.</summary>
internal sealed class TextNormalizer
{
    private const byte Space = (byte)' ';

    private readonly NormalizerSpec spec;
    private readonly CharsMap? charsMap;
    private readonly PieceTrie? untouched;

    /// <param name="spec">The model's wishes.</param>
    /// <param name="untouched">Strings that pass as they are: the model's user-defined symbols.</param>
    internal TextNormalizer(NormalizerSpec spec, PieceTrie? untouched = null)
        : this(spec, spec.CharsMap.IsEmpty ? null : new CharsMap(spec.CharsMap), untouched)
    {
    }

    private TextNormalizer(NormalizerSpec spec, CharsMap? charsMap, PieceTrie? untouched)
    {
        this.spec = spec;
        this.charsMap = charsMap;
        this.untouched = untouched;
    }

    private static ReadOnlySpan<byte> EscapedSpace => "\u2581"u8;

    private static ReadOnlySpan<byte> ReplacementCharacter => "\uFFFD"u8;

    private ReadOnlySpan<byte> WrittenSpace => spec.EscapeWhitespaces ? EscapedSpace : " "u8;

    /// <summary>The rewriting rules alone, for people to read: no dummy space, single spaces written as spaces.</summary>
    internal TextNormalizer Readable() =>
        new(spec with { AddDummyPrefix = false, RemoveExtraWhitespaces = true, EscapeWhitespaces = false }, charsMap, untouched: null);

    /// <summary>Normalizes UTF-8 text; bytes that are not UTF-8 become U+FFFD, one for each.</summary>
    internal byte[] Normalize(ReadOnlySpan<byte> text)
    {
        if (spec.RemoveExtraWhitespaces)
            text = SkipLeadingSpaces(text);
        if (text.IsEmpty)
            return [];

        var output = new ArrayBufferWriter<byte>(text.Length * 2 + EscapedSpace.Length);
        if (spec.AddDummyPrefix && !spec.WhitespaceAsSuffix)
            output.Write(WrittenSpace);

        var afterSpace = spec.RemoveExtraWhitespaces;
        while (!text.IsEmpty)
        {
            var consumed = RewritePrefix(text, out var rewritten);
            text = text[consumed..];

            if (afterSpace)
                rewritten = rewritten.TrimStart(Space);
            if (rewritten.IsEmpty)
                continue;

            foreach (var b in rewritten)
            {
                if (b == Space)
                    output.Write(WrittenSpace);
                else
                    output.Write([b]);
            }

            afterSpace = spec.RemoveExtraWhitespaces && rewritten[^1] == Space;
        }

        var result = output.WrittenSpan;
        if (spec.RemoveExtraWhitespaces)
        {
            // U+2581 written in the text itself goes too, as in the reference implementation.
            while (result.EndsWith(WrittenSpace))
                result = result[..^WrittenSpace.Length];
        }

        return spec.AddDummyPrefix && spec.WhitespaceAsSuffix ? [.. result, .. WrittenSpace] : result.ToArray();
    }

    private ReadOnlySpan<byte> SkipLeadingSpaces(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var consumed = RewritePrefix(text, out var rewritten);
            if (!rewritten.SequenceEqual(" "u8))
                break;
            text = text[consumed..];
        }

        return text;
    }

    /// <summary>Rewrites what stands at the start of the text: a user-defined symbol, else the longest rule, else one character.</summary>
    private int RewritePrefix(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rewritten)
    {
        var consumed = untouched?.MatchLongest(text) ?? 0;
        if (consumed > 0)
        {
            rewritten = text[..consumed];
            return consumed;
        }

        rewritten = default;
        consumed = charsMap?.MatchLongest(text, out rewritten) ?? 0;
        if (consumed > 0)
            return consumed;

        if (Rune.DecodeFromUtf8(text, out _, out consumed) != OperationStatus.Done)
        {
            rewritten = ReplacementCharacter;
            return 1;
        }

        rewritten = text[..consumed];
        return consumed;
    }
}
