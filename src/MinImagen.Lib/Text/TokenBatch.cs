using static TorchSharp.torch;

namespace MinImagen.Lib.Text;

/// <summary>The ids of several texts, filled up to the longest.</summary>
/// <param name="InputIds">Ids, int64, shape (b, n).</param>
/// <param name="AttentionMask">1 where an id is the text's own, 0 where it fills up, int64, shape (b, n).</param>
public sealed record TokenBatch(Tensor InputIds, Tensor AttentionMask) : IDisposable
{
    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        InputIds.Dispose();
        AttentionMask.Dispose();
    }
}
