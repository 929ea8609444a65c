using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>The ids of all that an encoder is pre-trained on, source by source.</summary>
public sealed class PretrainingCorpus
{
    /// <summary>Most ids a text, end sign included; the few longer glosses are cut.</summary>
    public const int MaxLength = 64;

    private readonly IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> train;

    /// <summary>Cuts the texts into tokens. A text of a single token has nothing to be predicted from, and is left out.</summary>
    /// <param name="sources">At least one source, each with texts to learn from.</param>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <exception cref="ArgumentException">There is nothing to learn from.</exception>
    public PretrainingCorpus(IReadOnlyList<TextSource> sources, T5Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(tokenizer);
        Sources = sources;
        Tokenizer = tokenizer;
        train = [.. sources.Select(source => Tokenize(source.Train, tokenizer))];
        if (sources.Count == 0 || sources.Any(source => source.Weight < 1) || train.Any(texts => texts.Count == 0))
            throw new ArgumentException("Each source of texts needs a weight of at least 1 and a text of two tokens to learn from.", nameof(sources));

        Digest = Hash(train);
    }

    /// <summary>Where the texts came from.</summary>
    public IReadOnlyList<TextSource> Sources { get; }

    /// <summary>The vocabulary.</summary>
    public T5Tokenizer Tokenizer { get; }

    /// <summary>The SHA-256, in hexadecimal, of every id to learn from.</summary>
    public string Digest { get; }

    /// <summary>The ids to learn from of each source, in the order of <see cref="Sources"/>.</summary>
    internal IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> Train => train;

    /// <summary>The number of tokens to learn from, end signs included.</summary>
    public long TokenCount => train.Sum(texts => texts.Sum(text => (long)text.Count));

    /// <summary>Number of pieces of the vocabulary, the signs included; the sentinels come after them.</summary>
    public int PieceCount => Tokenizer.VocabSize - Tokenizer.ExtraIds;

    /// <summary>How often each piece stands in the texts to learn from.</summary>
    /// <returns>A count a piece.</returns>
    public IReadOnlyList<long> CountPieces() => CountPieces(train.SelectMany(texts => texts));

    /// <summary>How often each piece stands in a source's texts to learn from.</summary>
    /// <param name="source">Which source, from 0.</param>
    /// <returns>A count a piece.</returns>
    public IReadOnlyList<long> CountPieces(int source) => CountPieces(train[source]);

    internal static IReadOnlyList<IReadOnlyList<int>> Tokenize(IEnumerable<string> texts, T5Tokenizer tokenizer) =>
        [.. texts.Select(text => tokenizer.Encode(text, MaxLength)).Where(ids => ids.Count > 2)];

    private long[] CountPieces(IEnumerable<IReadOnlyList<int>> texts)
    {
        var counts = new long[PieceCount];
        foreach (var id in texts.SelectMany(ids => ids).Where(id => id < counts.Length))
            counts[id]++;
        return counts;
    }

    private static string Hash(IEnumerable<IReadOnlyList<IReadOnlyList<int>>> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in sources)
        {
            foreach (var text in source)
                hash.AppendData(MemoryMarshal.AsBytes<int>(text.ToArray()));
            hash.AppendData(Encoding.ASCII.GetBytes("\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
