using MinImagen.Lib.Text.Pretraining;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Text.Pretraining;

public class PretrainingBatchesTests
{
    [Fact]
    public void EveryTextComesOnceAnEpochAmongTextsOfItsLength()
    {
        // 300 texts of 2 to 31 tokens, each with a token of its own.
        var texts = Enumerable.Range(0, 300).Select(i => (IReadOnlyList<int>)[1000 + i, .. Enumerable.Repeat(5, i % 30 + 1)]).ToList();
        var buckets = new LengthBuckets(texts, 200, seed: 8);
        var epochs = Enumerable.Range(0, 3 * buckets.BatchesPerEpoch).Select(number => buckets.At(number)).Chunk(buckets.BatchesPerEpoch).ToList();
        Assert.All(epochs, epoch =>
        {
            Assert.Equal(Enumerable.Range(1000, 300), epoch.SelectMany(batch => batch).Select(text => text[0]).Order());
            Assert.All(epoch, batch => Assert.InRange(batch.Count * batch.Max(text => text.Count), 1, 200));

            // At most a tenth of what is computed is padding.
            Assert.InRange(epoch.Sum(batch => batch.Count * batch.Max(text => text.Count) - batch.Sum(text => text.Count)), 0, 300 * 17 / 10);
        });

        // Another order, and other neighbours, in every epoch; the same from wherever one begins.
        string Show(IEnumerable<IReadOnlyList<IReadOnlyList<int>>> epoch) => string.Join(' ', epoch.Select(batch => string.Join(',', batch.Select(text => text[0]))));
        Assert.Equal(3, epochs.Select(Show).Distinct().Count());
        var last = new LengthBuckets(texts, 200, seed: 8);
        Assert.Equal(Show(epochs[2]), Show(Enumerable.Range(2 * last.BatchesPerEpoch, last.BatchesPerEpoch).Select(number => last.At(number))));
    }

    [Fact]
    public void SourcesComeAsOftenAsTheyWeigh()
    {
        var batches = new PretrainingBatches(PretrainingTexts.Corpus(), 128, seed: 1);
        Assert.Equal([0, 1, 0, 0, 1, 0], Enumerable.Range(0, 6).Select(step => batches.SourceOf(step)));
    }

    [Fact]
    public void ABatchIsAFunctionOfSeedAndStep()
    {
        using var scope = NewDisposeScope();
        using var batch = new PretrainingBatches(PretrainingTexts.Corpus(), 128, seed: 1).At(77);
        using var again = new PretrainingBatches(PretrainingTexts.Corpus(), 128, seed: 1).At(77);
        using var other = new PretrainingBatches(PretrainingTexts.Corpus(), 128, seed: 2).At(77);
        Assert.True(batch.InputIds.equal(again.InputIds).all().item<bool>());
        Assert.False(other.InputIds.shape.SequenceEqual(batch.InputIds.shape) && other.InputIds.equal(batch.InputIds).all().item<bool>());

        // Padding is masked, and nothing of it is asked for.
        var own = batch.InputIds.ne(PretrainingTexts.Tokenizer.PaddingId).to(ScalarType.Int64);
        Assert.True(own.equal(batch.AttentionMask).all().item<bool>());
        Assert.Equal(batch.Positions.numel(), batch.AttentionMask.view(-1).index_select(0, batch.Positions).sum().item<long>());
    }
}
