using System.Globalization;
using System.Text;
using System.Text.Json;
using MinImagen.Lib.Files;
using MinImagen.Lib.Text.FastTokenizers;
using MinImagen.Lib.Text.SentencePiece;
using static TorchSharp.torch;

namespace MinImagen.Lib.Text;

/// <summary>
/// Text to T5's ids: SentencePiece's ids, the end sign, sentinels <c>&lt;extra_id_N&gt;</c> counted down from the end of the
/// vocabulary (Raffel et al. 2020, §3.1.4). Gives the ids of HuggingFace's (slow) T5Tokenizer of transformers 4.25.
/// </summary>
public sealed class T5Tokenizer
{
    /// <summary>How the end sign is written.</summary>
    public const string EndSign = "</s>";

    /// <summary>How many sentinels T5's vocabularies have.</summary>
    public const int DefaultExtraIds = 100;

    internal const string ModelFile = "spiece.model";
    internal const string FastFile = "tokenizer.json";
    internal const string ConfigFile = "tokenizer_config.json";

    private const int MaxExtraIds = 10_000;
    private const int MaxConfigBytes = 1 << 20;
    private const string PaddingSign = "<pad>";
    private const string UnknownSign = "<unk>";
    private const string SentinelStart = "<extra_id_";
    private const int MaxFastBytes = 64 << 20;

    // Python's str.strip also takes the four information separators.
    private static readonly char[] Whitespace =
        [.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f')];

    private readonly SentencePieceTokenizer pieces;
    private readonly IReadOnlyDictionary<string, int> signs;
    private readonly PieceTrie writtenSigns = new();

    /// <summary>Wraps a SentencePiece tokenizer, as HuggingFace's constructor does.</summary>
    /// <param name="pieces">The vocabulary; it must have <c>&lt;/s&gt;</c> and <c>&lt;pad&gt;</c>.</param>
    /// <param name="extraIds">Number of sentinels, 0 to 10 000.</param>
    /// <param name="readsSigns">
    /// Whether <c>&lt;/s&gt;</c>, <c>&lt;pad&gt;</c>, <c>&lt;unk&gt;</c> and sentinels written in a text are signs, which eat the
    /// spaces around them, rather than words. HuggingFace: false from the constructor, true from <c>from_pretrained</c>.
    /// </param>
    /// <exception cref="ArgumentException">The vocabulary lacks a sign.</exception>
    public T5Tokenizer(SentencePieceTokenizer pieces, int extraIds = DefaultExtraIds, bool readsSigns = false)
        : this(pieces, SignsOf(pieces, extraIds), readsSigns)
    {
    }

    private T5Tokenizer(SentencePieceTokenizer pieces, IReadOnlyDictionary<string, int> signs, bool readsSigns)
    {
        this.pieces = pieces;
        this.signs = signs;
        ReadsSigns = readsSigns;
        ExtraIds = signs.Keys.Count(sign => sign.StartsWith(SentinelStart, StringComparison.Ordinal));
        VocabSize = Math.Max(pieces.VocabSize, signs.Values.DefaultIfEmpty().Max() + 1);
        EndId = SignId(EndSign);
        PaddingId = SignId(PaddingSign);
        foreach (var (sign, id) in signs)
            writtenSigns.Add(sign, id);
    }

    /// <summary>Number of sentinels.</summary>
    public int ExtraIds { get; }

    /// <summary>Whether signs written in a text count as signs.</summary>
    public bool ReadsSigns { get; }

    /// <summary>The id after the last word.</summary>
    public int EndId { get; }

    /// <summary>The id that fills a batch up.</summary>
    public int PaddingId { get; }

    /// <summary>Number of ids: the pieces, then the sentinels.</summary>
    public int VocabSize { get; }

    /// <summary>
    /// Opens the tokenizer in a model's folder, as HuggingFace's <c>from_pretrained</c> does: <c>spiece.model</c>, with
    /// <c>tokenizer_config.json</c> where it is there, else <c>tokenizer.json</c>, from which the same ids come; signs in a text are
    /// read.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="FileNotFoundException">The folder has neither.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or of another kind of tokenizer.</exception>
    public static T5Tokenizer Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = FilesIn(folder);
        if (files is [])
            throw new FileNotFoundException($"{folder} has no tokenizer: neither {ModelFile} nor {FastFile}.");
        try
        {
            if (Path.GetFileName(files[0]) == FastFile)
                return OpenFast(files[0]);
            var extraIds = files is [_, var config] ? ReadExtraIds(config) : DefaultExtraIds;
            return new T5Tokenizer(SentencePieceTokenizer.Load(files[0]), extraIds, readsSigns: true);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{folder} does not hold a T5 tokenizer: {e.Message}", e);
        }
    }

    /// <summary>The files of a folder that <see cref="Open"/> reads.</summary>
    internal static IReadOnlyList<string> FilesIn(string folder)
    {
        string[] slow = [Path.Combine(folder, ModelFile), Path.Combine(folder, ConfigFile)];
        string[] fast = [Path.Combine(folder, FastFile)];
        return [.. (File.Exists(slow[0]) ? slow : fast).Where(File.Exists)];
    }

    /// <summary>Cuts a text into tokens.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Pieces and signs, without the end sign.</returns>
    public IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!ReadsSigns)
            return pieces.EncodeAsPieces(text);

        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new List<string>();
        var position = 0;
        for (var start = 0; start < bytes.Length;)
        {
            var length = writtenSigns.MatchLongest(bytes.AsSpan(start));
            if (length > 0)
            {
                AddWords(position..start, afterSign: position > 0, beforeSign: true);
                tokens.Add(Encoding.UTF8.GetString(bytes, start, length));
                position = start + length;
            }

            start += Math.Max(length, 1);
        }

        AddWords(position.., afterSign: position > 0, beforeSign: false);
        return tokens;

        void AddWords(Range range, bool afterSign, bool beforeSign)
        {
            var words = Encoding.UTF8.GetString(bytes.AsSpan(range));
            if (afterSign)
                words = words.TrimStart(Whitespace);
            if (beforeSign)
                words = words.TrimEnd(Whitespace);
            tokens.AddRange(pieces.EncodeAsPieces(words));
        }
    }

    /// <summary>The ids of a text: its tokens, cut to fit, and the end sign, which is not repeated when the text ends with it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Most ids, end sign included; at least 1.</param>
    /// <returns>Ids, 0 ≤ id &lt; <see cref="VocabSize"/>.</returns>
    public IReadOnlyList<int> Encode(string text, int maxLength = TextEncoders.DefaultMaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        var ids = Tokenize(text).Select(TokenToId).Take(maxLength - 1).ToList();
        if (ids.Count == 0 || ids[^1] != EndId)
            ids.Add(EndId);
        return ids;
    }

    /// <summary>The ids of several texts, filled up to the longest.</summary>
    /// <param name="texts">At least one text.</param>
    /// <param name="maxLength">Most ids a text, end sign included; at least 1.</param>
    /// <returns>The batch; dispose of it.</returns>
    /// <exception cref="ArgumentException">There are no texts.</exception>
    public TokenBatch EncodeBatch(IReadOnlyList<string> texts, int maxLength = TextEncoders.DefaultMaxLength)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
            throw new ArgumentException("There are no texts to encode.", nameof(texts));

        var rows = texts.Select(text => Encode(text, maxLength)).ToList();
        var length = rows.Max(row => row.Count);
        var ids = new long[rows.Count * length];
        var mask = new long[rows.Count * length];
        Array.Fill(ids, PaddingId);
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < rows[i].Count; j++)
            {
                ids[i * length + j] = rows[i][j];
                mask[i * length + j] = 1;
            }
        }

        long[] shape = [rows.Count, length];
        return new TokenBatch(tensor(ids, shape), tensor(mask, shape));
    }

    /// <summary>The id of a token.</summary>
    /// <param name="token">A piece or a sign.</param>
    /// <returns>Its id; the unknown id when there is no such token.</returns>
    public int TokenToId(string token)
    {
        ArgumentNullException.ThrowIfNull(token);

        return signs.TryGetValue(token, out var id) ? id : pieces.PieceToId(token);
    }

    private static Dictionary<string, int> SignsOf(SentencePieceTokenizer pieces, int extraIds)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentOutOfRangeException.ThrowIfNegative(extraIds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extraIds, MaxExtraIds);

        // <extra_id_0> is the last id of the vocabulary, <extra_id_1> the one before it, …
        var sentinels = Enumerable.Range(0, extraIds).Select(number =>
            (Sign: string.Create(CultureInfo.InvariantCulture, $"{SentinelStart}{number}>"), Id: pieces.VocabSize + extraIds - 1 - number));
        string[] others = [EndSign, PaddingSign, UnknownSign];
        return others.Select(sign => (Sign: sign, Id: pieces.PieceToId(sign))).Concat(sentinels)
            .ToDictionary(entry => entry.Sign, entry => entry.Id, StringComparer.Ordinal);
    }

    private static T5Tokenizer OpenFast(string path)
    {
        try
        {
            var (model, signs) = FastTokenizerReader.Read(BoundedFile.ReadAllBytes(path, MaxFastBytes));
            return new T5Tokenizer(new SentencePieceTokenizer(model), signs, readsSigns: true);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{path} cannot be used as a T5's tokenizer: {e.Message}. Use the {ModelFile} of the same model, or fetch it again.", e);
        }
    }

    private static int ReadExtraIds(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(BoundedFile.ReadAllBytes(path, MaxConfigBytes));
            if (!document.RootElement.TryGetProperty("extra_ids", out var value))
                return DefaultExtraIds;
            return value.GetInt32() is >= 0 and <= MaxExtraIds and var extraIds
                ? extraIds
                : throw new InvalidDataException($"{path}: extra_ids must be 0 to {MaxExtraIds}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is not a tokenizer's configuration: {e.Message}", e);
        }
    }

    private int SignId(string sign)
    {
        var id = TokenToId(sign);
        return id != pieces.UnknownId
            ? id
            : throw new ArgumentException($"The vocabulary has no {sign}, which T5 needs.");
    }
}
