using System.Globalization;
using System.Text.Json;
using MinImagen.Lib.Text.SentencePiece;

namespace MinImagen.Lib.Text.FastTokenizers;

/// <summary>
/// Reads the <c>tokenizer.json</c> of HuggingFace's fast tokenizers, of the kind that a T5's <c>spiece.model</c> is converted to:
/// a unigram vocabulary, SentencePiece's own rewriting rules, spaces written U+2581, an end sign behind every text. What another
/// kind of tokenizer has is refused by name; <c>truncation</c>, <c>padding</c> and <c>decoder</c> are not looked at.
/// </summary>
/// <remarks>
/// The ids are those of the <c>spiece.model</c>, from which HuggingFace's own fast tokenizers stray in rare cases: they rewrite a
/// character with all that combines with it at once, and repeat an end sign that a text ends with.
/// </remarks>
internal static class FastTokenizerReader
{
    private const string UnknownSurface = " \u2047 ";

    internal static FastTokenizer Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"its JSON is damaged or of another shape ({e.Message})", e);
        }
        catch (KeyNotFoundException e)
        {
            throw new InvalidDataException("it lacks a key that belongs there", e);
        }
    }

    private static FastTokenizer Read(JsonElement root)
    {
        var added = AddedToken.ReadAll(root);
        var model = Section(root, "model");
        FastPipeline.RequireType(model, "model", "Unigram");
        var byteFallback = model.TryGetProperty("byte_fallback", out var fallback) && fallback.GetBoolean();
        var pieces = ReadVocabulary(model, added, byteFallback);
        CheckIds(added, pieces);
        FastPipeline.CheckEnding(Section(root, "post_processor"), token => IdOf(token, added, pieces));

        var spaces = FastPipeline.ReadSpaces(Section(root, "pre_tokenizer"));
        return new FastTokenizer(
            new SentencePieceModel
            {
                Pieces = pieces,
                Normalizer = spaces with { CharsMap = FastPipeline.ReadCharsMap(Section(root, "normalizer")) },
                ByteFallback = byteFallback,
                UnknownSurface = UnknownSurface,
            },
            added.Where(token => token.IsSpecial || token.Id >= pieces.Count).ToDictionary(token => token.Content, token => token.Id, StringComparer.Ordinal));
    }

    private static JsonElement Section(JsonElement root, string name) => root.TryGetProperty(name, out var section)
        ? section
        : throw new InvalidDataException($"it has no '{name}'");

    /// <summary>
    /// The vocabulary, <c>[["piece", score], …]</c>. What is a sign never matches text, and what was added as text always does: so
    /// it was in the model file that this was made of.
    /// </summary>
    private static IReadOnlyList<Piece> ReadVocabulary(JsonElement model, IReadOnlyList<AddedToken> added, bool byteFallback)
    {
        var unknownId = Section(model, "unk_id").GetInt32();
        var types = added.ToDictionary(token => token.Id, token => token.IsSpecial ? PieceType.Control : PieceType.UserDefined);
        types[unknownId] = PieceType.Unknown;

        var vocabulary = new VocabularyBuilder();
        foreach (var entry in Section(model, "vocab").EnumerateArray())
        {
            var id = vocabulary.Pieces.Count;
            if (entry.GetArrayLength() != 2)
                throw new InvalidDataException($"its piece {id} is not a text with a score");

            var text = entry[0].GetString() ?? "";
            if (!types.TryGetValue(id, out var type))
                type = byteFallback && IsByte(text) ? PieceType.Byte : PieceType.Normal;
            vocabulary.Add(new Piece(text, (float)entry[1].GetDouble(), type));
        }

        return unknownId >= 0 && unknownId < vocabulary.Pieces.Count
            ? vocabulary.Pieces
            : throw new InvalidDataException($"its unknown piece is {unknownId}, which its vocabulary lacks");
    }

    private static bool IsByte(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[^1] == '>'
        && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);

    private static void CheckIds(IReadOnlyList<AddedToken> added, IReadOnlyList<Piece> pieces)
    {
        var texts = pieces.Select(piece => piece.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var token in added)
        {
            if (token.Id < pieces.Count && pieces[token.Id].Text != token.Content)
                throw new InvalidDataException($"its added token '{token.Content}' has the id {token.Id}, which is '{pieces[token.Id].Text}' in its vocabulary");
            if (token.Id >= pieces.Count && texts.Contains(token.Content))
                throw new InvalidDataException($"its added token '{token.Content}' has the id {token.Id}, but another in its vocabulary");
        }
    }

    private static int? IdOf(string token, IReadOnlyList<AddedToken> added, IReadOnlyList<Piece> pieces) =>
        added.FirstOrDefault(entry => entry.Content == token)?.Id
        ?? pieces.Index().Where(entry => entry.Item.Text == token).Select(entry => (int?)entry.Index).FirstOrDefault();
}
