using MinImagen.Lib.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// Batches of a data set in an endless shuffled order. Every batch is full: one that reaches the end of an epoch goes on
/// with the next.
/// </summary>
/// <param name="images">The data, at least one picture.</param>
/// <param name="encodings">The encodings of its captions.</param>
/// <param name="batchSize">Pictures a batch, above 0.</param>
/// <param name="seed">Decides the order, see <see cref="ShuffledOrder"/>.</param>
public sealed class BatchLoader(ICaptionedImages images, CaptionEncodings encodings, int batchSize, long seed)
{
    private readonly ShuffledOrder _order = new(images.Count, seed);

    /// <summary>How many pictures were handed out so far, over all epochs. Setting it goes on from there.</summary>
    public long Position { get; set; }

    /// <summary>The next batch, which the caller disposes.</summary>
    public Batch Next()
    {
        int[] indices = new int[batchSize];
        for (int i = 0; i < batchSize; i++)
            indices[i] = _order.At(Position++);
        return Take(images, encodings, indices);
    }

    /// <summary>The batches of a data set in its own order, once; the last may be smaller.</summary>
    /// <param name="images">The data.</param>
    /// <param name="encodings">The encodings of its captions.</param>
    /// <param name="batchSize">The most pictures a batch.</param>
    /// <param name="limit">The most pictures in all.</param>
    public static IEnumerable<Batch> InOrder(ICaptionedImages images, CaptionEncodings encodings, int batchSize, int limit = int.MaxValue) =>
        Enumerable.Range(0, Math.Min(images.Count, limit)).Chunk(batchSize).Select(indices => Take(images, encodings, indices));

    private static Batch Take(ICaptionedImages images, CaptionEncodings encodings, int[] indices)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor stacked = torch.stack(indices.Select(images.GetImage).ToArray());
        TextEncoding text = encodings.Gather([.. indices.Select(images.GetCaption)]);
        return new Batch(stacked.MoveToOuterDisposeScope(), text.Embeds.MoveToOuterDisposeScope(), text.Mask.MoveToOuterDisposeScope());
    }
}
