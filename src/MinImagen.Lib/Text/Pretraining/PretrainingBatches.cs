namespace MinImagen.Lib.Text.Pretraining;

/// <summary>What an encoder sees in each step: rounds of the sources, each as often as its weight says, spread evenly.</summary>
internal sealed class PretrainingBatches
{
    private readonly IReadOnlyList<LengthBuckets> buckets;
    private readonly int[] round;
    private readonly int[] places;
    private readonly int[] weights;
    private readonly SpanMasking masking;
    private readonly int paddingId;
    private readonly long seed;

    internal PretrainingBatches(PretrainingCorpus corpus, int tokens, long seed)
    {
        this.seed = seed;
        weights = [.. corpus.Sources.Select(source => source.Weight)];
        (round, places) = Arrange(weights);
        buckets = [.. corpus.Train.Select((texts, source) => new LengthBuckets(texts, tokens, seed * 31 + source))];
        masking = new SpanMasking(corpus.Tokenizer.TokenToId(SpanMasking.Sentinel), MaskingRule.Learning);
        paddingId = corpus.Tokenizer.PaddingId;
    }

    /// <summary>Which source the texts of a step come from.</summary>
    /// <param name="step">Steps taken before it.</param>
    internal int SourceOf(long step) => round[step % round.Length];

    /// <summary>The batch of a step: a function of the seed and the step alone.</summary>
    /// <param name="step">Steps taken before it.</param>
    internal MaskedBatch At(long step)
    {
        var (turn, place) = Math.DivRem(step, round.Length);
        var source = SourceOf(step);
        var random = SpanMasking.Draws(seed, step);
        var texts = buckets[source].At(turn * weights[source] + places[place]);
        return MaskedBatch.Of([.. texts.Select(ids => masking.Apply(ids, random))], paddingId);
    }

    /// <summary>The order of the sources in a round, and how many batches of the same source come before each in it.</summary>
    private static (int[] Round, int[] Places) Arrange(int[] weights)
    {
        var taken = new int[weights.Length];
        var round = new int[weights.Sum()];
        var places = new int[round.Length];
        for (var i = 0; i < round.Length; i++)
        {
            // The source that is furthest behind its share.
            var next = Enumerable.Range(0, weights.Length).MaxBy(source => (double)weights[source] * (i + 1) / round.Length - taken[source]);
            round[i] = next;
            places[i] = taken[next]++;
        }

        return (round, places);
    }
}
