using MinImagen.Lib.Data;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// Hides spans of a text, for an encoder to predict. T5 replaces each span by one sentinel and has its decoder write what was
/// there (Raffel et al. 2020, §3.1.4); without a decoder, every token of a span is replaced by the sentinel
/// <c>&lt;extra_id_0&gt;</c>, the length stays, and the encoder's own output at each of them is what predicts.
/// </summary>
/// <param name="sentinel">The id that stands for what is hidden.</param>
/// <param name="rule">How much is hidden.</param>
internal sealed class SpanMasking(int sentinel, MaskingRule rule)
{
    /// <summary>The sentinel that stands for what is hidden.</summary>
    internal const string Sentinel = "<extra_id_0>";

    /// <summary>2⁶⁴ over the golden ratio: seeds and numbers in a row are far apart.</summary>
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The draws that hide the tokens of one batch: a function of a seed and the batch's number.</summary>
    internal static SplitMix64 Draws(long seed, long number)
    {
        var start = SplitMix64.Mix((ulong)seed + Golden) ^ SplitMix64.Mix((ulong)number * Golden);
        return new SplitMix64(start);
    }

    /// <summary>Hides some of a text's tokens.</summary>
    /// <param name="ids">Ids of the text, its end sign last; the end sign is never hidden.</param>
    /// <param name="random">Where the draws come from.</param>
    internal MaskedText Apply(IReadOnlyList<int> ids, SplitMix64 random)
    {
        var words = ids.Count - 1;
        var input = ids.ToArray();
        var chosen = new bool[words];

        // m = ⌊share · n + u⌋, u ~ U[0, 1): share · n on average; but at least one
        for (var left = Math.Max(1, (int)(rule.Share * words + random.NextBetween(0, 1))); left > 0;)
        {
            var start = (int)random.NextBelow((uint)words);
            if (chosen[start])
                continue;

            var end = Math.Min(words, start + Math.Min(left, 1 + (int)random.NextBelow((uint)rule.LongestSpan)));
            var kept = random.NextBetween(0, 1) < rule.Kept;
            for (var i = start; i < end && !chosen[i]; i++, left--)
            {
                chosen[i] = true;
                input[i] = kept ? ids[i] : sentinel;
            }
        }

        int[] positions = [.. Enumerable.Range(0, words).Where(i => chosen[i])];
        return new MaskedText(input, positions, [.. positions.Select(i => ids[i])]);
    }
}
