using MinImagen.Lib.Data;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// An endless shuffled order of batches, each of texts about equally long, so that hardly anything is padding. A batch is a
/// function of the seed and its number: to go on somewhere, the number is all that must be known.
/// </summary>
internal sealed class LengthBuckets
{
    private readonly IReadOnlyList<IReadOnlyList<int>> texts;
    private readonly ShuffledOrder order;
    private readonly ShuffledOrder batchOrder;
    private readonly List<Range> batches;
    private readonly int[] sorted;
    private long epoch = -1;

    /// <param name="texts">The ids of each text, at least one text.</param>
    /// <param name="tokens">About how many tokens make a batch.</param>
    /// <param name="seed">Decides the order.</param>
    internal LengthBuckets(IReadOnlyList<IReadOnlyList<int>> texts, int tokens, long seed)
    {
        this.texts = texts;
        order = new ShuffledOrder(texts.Count, seed);
        batches = Cut([.. texts.Select(text => text.Count).Order()], tokens);
        batchOrder = new ShuffledOrder(batches.Count, ~seed);
        sorted = new int[texts.Count];
    }

    /// <summary>Number of batches after which every text was seen once.</summary>
    internal int BatchesPerEpoch => batches.Count;

    /// <summary>The texts of a batch.</summary>
    /// <param name="number">How many came before it, over all epochs.</param>
    internal IReadOnlyList<IReadOnlyList<int>> At(long number)
    {
        if (number / batches.Count != epoch)
            Sort(number / batches.Count);
        return [.. sorted[batches[batchOrder.At(number)]].Select(index => texts[index])];
    }

    /// <summary>Sorts by length; texts of the same length come in the epoch's shuffled order, so that they meet others each time.</summary>
    private void Sort(long number)
    {
        var shuffled = Enumerable.Range(0, texts.Count).Select(i => order.At(number * texts.Count + i));
        shuffled.OrderBy(index => texts[index].Count).ToArray().CopyTo(sorted, 0);
        epoch = number;
    }

    /// <summary>Where the batches end depends on the lengths alone, and is the same in every epoch.</summary>
    private static List<Range> Cut(int[] lengths, int tokens)
    {
        var ranges = new List<Range>();
        for (var start = 0; start < lengths.Length;)
        {
            var end = start + 1;
            while (end < lengths.Length && lengths[end] * (end + 1 - start) <= tokens)
                end++;
            ranges.Add(start..end);
            start = end;
        }

        return ranges;
    }
}
