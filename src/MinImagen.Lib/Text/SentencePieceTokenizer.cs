using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MinImagen.Lib.Files;
using MinImagen.Lib.Text.SentencePiece;

namespace MinImagen.Lib.Text;

/// <summary>
/// Cuts text into the pieces of a <c>spiece.model</c>: normalization by the model's own rules, then the most probable
/// segmentation under its unigram language model (Kudo 2018, "Subword Regularization", §3). Gives the ids that Google's
/// SentencePiece gives.
/// </summary>
public sealed class SentencePieceTokenizer
{
    private const int MaxModelBytes = 64 << 20;
    private const char EscapedSpace = '\u2581';

    private readonly SentencePieceModel model;
    private readonly TextNormalizer normalizer;
    private readonly TextNormalizer readable;
    private readonly TextNormalizer? denormalizer;
    private readonly UnigramSegmenter segmenter;

    // Two tables, because a control sign and a piece of text may be written alike; the signs come first.
    private readonly Dictionary<string, int> signs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);

    internal SentencePieceTokenizer(SentencePieceModel model)
    {
        this.model = model;
        UnknownId = Index();
        if (model.ByteFallback)
            CheckEveryByteHasItsPiece();

        var userDefined = new PieceTrie();
        for (var id = 0; id < VocabSize; id++)
        {
            if (model.Pieces[id].Type == PieceType.UserDefined)
                userDefined.Add(model.Pieces[id].Text, id);
        }

        normalizer = new TextNormalizer(model.Normalizer, userDefined);
        readable = normalizer.Readable();
        denormalizer = model.Denormalizer is { } spec ? new TextNormalizer(spec) : null;
        segmenter = new UnigramSegmenter(model.Pieces, UnknownId);
    }

    /// <summary>Number of pieces; ids run from 0.</summary>
    public int VocabSize => model.Pieces.Count;

    /// <summary>The id that stands for whatever the vocabulary lacks.</summary>
    public int UnknownId { get; }

    /// <summary>Reads a model file.</summary>
    /// <param name="path">A <c>spiece.model</c>, at most 64 MB.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or no unigram model.</exception>
    public static SentencePieceTokenizer Load(string path)
    {
        var bytes = BoundedFile.ReadAllBytes(path, MaxModelBytes);
        try
        {
            return Parse(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} cannot be used as a SentencePiece model: {e.Message}. Fetch it again.", e);
        }
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="model">The contents of a <c>spiece.model</c>.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="InvalidDataException">The model is damaged, or no unigram model.</exception>
    public static SentencePieceTokenizer Parse(byte[] model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new SentencePieceTokenizer(SentencePieceModelReader.Read(model));
    }

    /// <summary>
    /// The text under the model's rewriting rules, for people to read, as <c>spm_normalize</c> prints it: single spaces, written
    /// as spaces, and none before the first word.
    /// </summary>
    /// <param name="text">Any text; a lone surrogate counts as U+FFFD.</param>
    /// <returns>The normalized text.</returns>
    public string Normalize(string text) => Encoding.UTF8.GetString(readable.Normalize(Utf8(text)));

    /// <summary>Cuts text into ids.</summary>
    /// <param name="text">Any text; a lone surrogate counts as U+FFFD.</param>
    /// <returns>Ids, 0 ≤ id &lt; <see cref="VocabSize"/>; none for a text that normalizes to nothing.</returns>
    public IReadOnlyList<int> EncodeAsIds(string text) => [.. Encode(text).Select(piece => piece.Id)];

    /// <summary>Cuts text into pieces.</summary>
    /// <param name="text">Any text; a lone surrogate counts as U+FFFD.</param>
    /// <returns>Pieces, U+2581 for a space; what the vocabulary lacks stands as it was written.</returns>
    public IReadOnlyList<string> EncodeAsPieces(string text) => [.. Encode(text).Select(piece => piece.Text)];

    /// <summary>Joins pieces into text again. Control signs vanish; an unknown piece becomes " ⁇ ", or what the model has for it.</summary>
    /// <param name="ids">Ids of pieces.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var text = new StringBuilder();
        var bytes = new List<byte>();
        var expectsSpace = model.Normalizer.AddDummyPrefix || model.Normalizer.RemoveExtraWhitespaces;
        foreach (var piece in ids.Select(IdToPiece))
        {
            var id = PieceToId(piece);
            if (model.Pieces[id].Type == PieceType.Byte)
            {
                bytes.Add(ByteOf(piece));
                continue;
            }

            AppendSpelled(text, bytes);
            expectsSpace &= text.Length == 0;
            text.Append(Surface(piece, id, ref expectsSpace));
        }

        AppendSpelled(text, bytes);
        return denormalizer is null
            ? text.ToString()
            : Encoding.UTF8.GetString(denormalizer.Normalize(Utf8(text.ToString())));
    }

    /// <summary>The id of a piece.</summary>
    /// <param name="piece">A piece, U+2581 for a space.</param>
    /// <returns>Its id; <see cref="UnknownId"/> when the vocabulary lacks it.</returns>
    public int PieceToId(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return signs.TryGetValue(piece, out var id) || words.TryGetValue(piece, out id) ? id : UnknownId;
    }

    /// <summary>The piece with an id.</summary>
    /// <param name="id">An id, 0 ≤ id &lt; <see cref="VocabSize"/>.</param>
    /// <returns>The piece, U+2581 for a space.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string IdToPiece(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, VocabSize);
        return model.Pieces[id].Text;
    }

    /// <summary>How probable a piece is.</summary>
    /// <param name="id">An id, 0 ≤ id &lt; <see cref="VocabSize"/>.</param>
    /// <returns>The logarithm of its probability in the unigram language model; 0 for control signs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public float Score(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, VocabSize);
        return model.Pieces[id].Score;
    }

    private static byte[] Utf8(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encoding.UTF8.GetBytes(text);
    }

    private IEnumerable<(string Text, int Id)> Encode(string text)
    {
        var normalized = normalizer.Normalize(Utf8(text));
        foreach (var (range, id) in JoinUnknown(segmenter.Segment(normalized)))
        {
            if (id == UnknownId && model.ByteFallback)
            {
                foreach (var b in normalized[range])
                    yield return (PieceOf(b), PieceToId(PieceOf(b)));
            }
            else
            {
                yield return (Encoding.UTF8.GetString(normalized[range]), id);
            }
        }
    }

    /// <summary>Makes one piece of unknown characters in a row.</summary>
    private IEnumerable<(Range Bytes, int Id)> JoinUnknown(IReadOnlyList<(Range Bytes, int Id)> segments)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            var (range, id) = segments[i];
            while (id == UnknownId && i + 1 < segments.Count && segments[i + 1].Id == UnknownId)
                range = range.Start..segments[++i].Bytes.End;
            yield return (range, id);
        }
    }

    private string Surface(string piece, int id, ref bool expectsSpace)
    {
        switch (model.Pieces[id].Type)
        {
            case PieceType.Control:
                return "";
            case PieceType.Unknown:
                return model.UnknownSurface;
        }

        // The space before the first word is the model's own, not the text's. A model that keeps runs of spaces put only one there.
        if (expectsSpace && piece.StartsWith(EscapedSpace))
        {
            piece = piece[1..];
            expectsSpace = model.Normalizer.RemoveExtraWhitespaces;
        }

        return piece.Replace(EscapedSpace, ' ');
    }

    /// <summary>Appends what byte pieces in a row spell; a byte that belongs to no character becomes U+FFFD.</summary>
    private static void AppendSpelled(StringBuilder text, List<byte> bytes)
    {
        for (var rest = CollectionsMarshal.AsSpan(bytes); !rest.IsEmpty;)
        {
            var valid = Rune.DecodeFromUtf8(rest, out var character, out var consumed) == OperationStatus.Done;
            text.Append(character.ToString());
            rest = rest[(valid ? consumed : 1)..];
        }

        bytes.Clear();
    }

    private static string PieceOf(byte b) => $"<0x{b:X2}>";

    private static byte ByteOf(string piece) =>
        piece.Length == 6
        && byte.TryParse(piece.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b)
        && piece == PieceOf(b)
            ? b
            : throw new InvalidDataException($"its byte piece '{piece}' spells no byte");

    private int Index()
    {
        if (model.Pieces.Count == 0)
            throw new InvalidDataException("it lists no pieces");

        var unknown = -1;
        for (var id = 0; id < model.Pieces.Count; id++)
        {
            var (text, _, type) = model.Pieces[id];
            var table = type is PieceType.Normal or PieceType.UserDefined or PieceType.Unused ? words : signs;
            if (!table.TryAdd(text, id))
                throw new InvalidDataException($"it lists the piece '{text}' twice");
            if (type == PieceType.Byte)
            {
                if (!model.ByteFallback)
                    throw new InvalidDataException($"it has the byte piece '{text}' but spells nothing in bytes");
                ByteOf(text);
            }

            if (type == PieceType.Unknown)
                unknown = unknown < 0 ? id : throw new InvalidDataException("it has two unknown pieces");
        }

        if (words.Count == 0)
            throw new InvalidDataException("it has no pieces that match text");
        return unknown >= 0 ? unknown : throw new InvalidDataException("it has no unknown piece");
    }

    private void CheckEveryByteHasItsPiece()
    {
        for (var b = 0; b <= byte.MaxValue; b++)
        {
            if (!signs.TryGetValue(PieceOf((byte)b), out var id) || model.Pieces[id].Type != PieceType.Byte)
                throw new InvalidDataException($"it spells in bytes but lacks the piece '{PieceOf((byte)b)}'");
        }
    }
}
