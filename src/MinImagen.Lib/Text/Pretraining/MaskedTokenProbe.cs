using static TorchSharp.torch;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>Judges an encoder by the hidden tokens of texts that it has not learned from. The same tokens are hidden every time.</summary>
public static class MaskedTokenProbe
{
    /// <summary>Most texts of a source that are judged by: the first ones.</summary>
    public const int MaxTexts = 4000;

    private const long Seed = 1;
    private const int BatchTokens = 2048;

    /// <summary>Judges each source of a corpus that has held-out texts of two tokens or more.</summary>
    /// <param name="model">The encoder with its head.</param>
    /// <param name="corpus">The texts.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>A score a source.</returns>
    public static IReadOnlyList<ProbeScore> Run(
        MaskedTokenModel model, PretrainingCorpus corpus, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        var scores = new List<ProbeScore>();
        for (var source = 0; source < corpus.Sources.Count; source++)
        {
            var texts = PretrainingCorpus.Tokenize(corpus.Sources[source].HeldOut.Take(MaxTexts), corpus.Tokenizer);
            if (texts.Count > 0)
                scores.Add(Score(model, corpus, source, texts, cancellation));
            progress?.Report((source + 1.0) / corpus.Sources.Count);
        }

        return scores;
    }

    private static ProbeScore Score(
        MaskedTokenModel model, PretrainingCorpus corpus, int source, IReadOnlyList<IReadOnlyList<int>> texts, CancellationToken cancellation)
    {
        var masking = new SpanMasking(corpus.Tokenizer.TokenToId(SpanMasking.Sentinel), MaskingRule.Judging);
        var targets = new List<int>();
        var (correct, known) = (0L, 0L);
        var loss = 0.0;
        var buckets = new LengthBuckets(texts, BatchTokens, Seed);
        for (var number = 0; number < buckets.BatchesPerEpoch; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = buckets.At(number);
            var random = SpanMasking.Draws(Seed, number);
            var masked = batch.Select(ids => masking.Apply(ids, random)).ToList();
            targets.AddRange(masked.SelectMany(text => text.Targets));
            var (hits, nats) = Judge(model, masked, corpus.Tokenizer.PaddingId);
            correct += hits;
            loss += nats;

            // The same places once more, with nothing hidden.
            known += Judge(model, [.. masked.Zip(batch, (text, ids) => text with { Input = ids })], corpus.Tokenizer.PaddingId).Hits;
        }

        var baseline = new UnigramBaseline(corpus.CountPieces(source));
        return new ProbeScore(
            corpus.Sources[source].Name, texts.Count, targets.Count, (int)correct, loss / targets.Count,
            baseline.AccuracyOfCommonest(targets), baseline.AccuracyOfSampling(targets), (double)known / targets.Count);
    }

    private static (long Hits, double Nats) Judge(MaskedTokenModel model, IReadOnlyList<MaskedText> texts, int paddingId)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var batch = MaskedBatch.Of(texts, paddingId);
        var logits = model.call(batch.InputIds, batch.AttentionMask, batch.Positions);
        var hits = logits.argmax(1).eq(batch.Targets).sum().item<long>();
        return (hits, nn.functional.cross_entropy(logits, batch.Targets, reduction: nn.Reduction.Sum).item<float>());
    }
}
