using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// Batches of a data set in an endless shuffled order. Every batch is full: one that reaches the end of an epoch goes on
/// with the next. Its whole state is the seed and the <see cref="Position"/>: another loader that is set to the same
/// position hands out the same batches, whatever its workers. To be used by one thread at a time.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    private readonly ICaptionedImages images;
    private readonly CaptionEncodings encodings;
    private readonly int batchSize;
    private readonly BatchLoaderOptions options;
    private readonly HorizontalFlip? flip;
    private readonly ShuffledOrder order;
    private BatchWorkers? workers;
    private long position;
    private bool disposed;

    /// <summary>Prepares a loader at position 0; workers start with the first batch.</summary>
    /// <param name="images">The data, at least one picture; with workers it is asked by several threads at once.</param>
    /// <param name="encodings">The encodings of its captions.</param>
    /// <param name="batchSize">Pictures a batch, above 0.</param>
    /// <param name="seed">Decides the order, see <see cref="ShuffledOrder"/>, and the mirrored pictures.</param>
    /// <param name="options">Workers and augmentation; neither when null.</param>
    public BatchLoader(ICaptionedImages images, CaptionEncodings encodings, int batchSize, long seed, BatchLoaderOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        this.images = images;
        this.encodings = encodings;
        this.batchSize = batchSize;
        this.options = options ?? new BatchLoaderOptions();
        this.options.Validate();
        flip = this.options.FlipHorizontally ? new HorizontalFlip(seed) : null;
        order = new ShuffledOrder(images.Count, seed);
    }

    /// <summary>
    /// How many pictures were handed out so far, over all epochs. Setting it goes on from there; batches that were
    /// prepared ahead are thrown away.
    /// </summary>
    public long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            StopWorkers();
            position = value;
        }
    }

    /// <summary>The next batch, which the caller disposes.</summary>
    /// <param name="cancellation">Ends the waiting for workers; the batch is then still the next one.</param>
    /// <exception cref="InvalidDataException">A picture can no longer be read; the position is as it was.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Batch Next(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellation.ThrowIfCancellationRequested();
        var batch = options.Workers == 0 ? Make(Plan(position)) : TakeFromWorkers(cancellation);
        position += batchSize;
        return batch;
    }

    /// <summary>Ends the workers and frees what they prepared. Waits for the pictures that they are at.</summary>
    public void Dispose()
    {
        disposed = true;
        StopWorkers();
    }

    /// <summary>The batches of a data set in its own order, once; the last may be smaller.</summary>
    /// <param name="images">The data.</param>
    /// <param name="encodings">The encodings of its captions.</param>
    /// <param name="batchSize">The most pictures a batch.</param>
    /// <param name="limit">The most pictures in all.</param>
    public static IEnumerable<Batch> InOrder(ICaptionedImages images, CaptionEncodings encodings, int batchSize, int limit = int.MaxValue) =>
        Enumerable.Range(0, Math.Min(images.Count, limit)).Chunk(batchSize)
            .Select(indices => Gather(images, encodings, indices, (index, _) => images.GetImage(index)));

    private Batch TakeFromWorkers(CancellationToken cancellation)
    {
        if (workers is null)
        {
            var next = position;
            workers = new BatchWorkers(options.Workers, options.Prefetch, () => Plan((next += batchSize) - batchSize), Make);
        }
        try
        {
            return OfThisThread(workers.Take(cancellation));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // the batch is made again when it is asked for again
            StopWorkers();
            throw;
        }
    }

    /// <summary>Puts a worker's tensors into the dispose scope of the caller, where a batch made here would be.</summary>
    private static Batch OfThisThread(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        scope.Attach(batch.Images, batch.TextEmbeds, batch.TextMask);
        scope.MoveToOuter(batch.Images, batch.TextEmbeds, batch.TextMask);
        return batch;
    }

    private void StopWorkers()
    {
        workers?.Dispose();
        workers = null;
    }

    private BatchPlan Plan(long from) => new(from, [.. Enumerable.Range(0, batchSize).Select(i => order.At(from + i))]);

    private Batch Make(BatchPlan plan) => Gather(images, encodings, plan.Indices, (index, place) =>
    {
        var image = images.GetImage(index);
        return flip?.Applies(plan.Position + place, images.GetCaption(index)) == true ? HorizontalFlip.Mirror(image) : image;
    });

    private static Batch Gather(ICaptionedImages images, CaptionEncodings encodings, int[] indices, Func<int, int, Tensor> getImage)
    {
        using var scope = torch.NewDisposeScope();
        var stacked = torch.stack(indices.Select(getImage).ToArray());
        var text = encodings.Gather([.. indices.Select(images.GetCaption)]);
        return new Batch(stacked.MoveToOuterDisposeScope(), text.Embeds.MoveToOuterDisposeScope(), text.Mask.MoveToOuterDisposeScope());
    }
}
