using static TorchSharp.torch;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>Several texts with tokens hidden, filled up to the longest.</summary>
/// <param name="InputIds">Ids, int64, shape (b, n).</param>
/// <param name="AttentionMask">1 where an id is the text's own, int64, shape (b, n).</param>
/// <param name="Positions">Where tokens are to be predicted, in the b · n positions in a row; int64, shape (m).</param>
/// <param name="Targets">The ids that stood there, int64, shape (m).</param>
internal sealed record MaskedBatch(Tensor InputIds, Tensor AttentionMask, Tensor Positions, Tensor Targets) : IDisposable
{
    /// <summary>Lays out texts.</summary>
    /// <param name="texts">At least one.</param>
    /// <param name="paddingId">The id that fills up.</param>
    internal static MaskedBatch Of(IReadOnlyList<MaskedText> texts, int paddingId)
    {
        var length = texts.Max(text => text.Input.Count);
        var ids = new long[texts.Count * length];
        var mask = new long[texts.Count * length];
        var positions = new List<long>();
        Array.Fill(ids, paddingId);
        for (var row = 0; row < texts.Count; row++)
        {
            for (var i = 0; i < texts[row].Input.Count; i++)
            {
                ids[row * length + i] = texts[row].Input[i];
                mask[row * length + i] = 1;
            }

            positions.AddRange(texts[row].Positions.Select(position => (long)row * length + position));
        }

        long[] shape = [texts.Count, length];
        long[] targets = [.. texts.SelectMany(text => text.Targets)];
        return new MaskedBatch(tensor(ids, shape), tensor(mask, shape), tensor(positions.ToArray()), tensor(targets));
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        InputIds.Dispose();
        AttentionMask.Dispose();
        Positions.Dispose();
        Targets.Dispose();
    }
}
