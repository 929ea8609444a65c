using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// Picture files brought to one size. All are decoded once, which tells the good from the bad; what fits stays in memory,
/// the rest is decoded again each time.
/// </summary>
internal sealed class PictureFiles : IDisposable
{
    private readonly string[] paths;
    private readonly PictureFitting fitting;
    private readonly Tensor?[] kept;

    private PictureFiles(string[] paths, PictureFitting fitting)
    {
        this.paths = paths;
        this.fitting = fitting;
        kept = new Tensor?[paths.Length];
        Sizes = new (int, int)[paths.Length];
        Problems = new string?[paths.Length];
    }

    /// <summary>Width and height of each file's picture as it was found.</summary>
    internal (int Width, int Height)[] Sizes { get; }

    /// <summary>What is wrong with each file; null where nothing is.</summary>
    internal string?[] Problems { get; }

    /// <summary>How many are in memory.</summary>
    internal int KeptInMemory => kept.Count(image => image is not null);

    /// <summary>Decodes files on several threads.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="fitting">What they are brought to.</param>
    /// <param name="memoryLimit">Bytes of pictures that are kept; the first files' are.</param>
    /// <param name="progress">Told how many of how many are done, by one thread at a time.</param>
    /// <param name="cancellation">Stops after the pictures at hand.</param>
    internal static PictureFiles Load(string[] paths, PictureFitting fitting, long memoryLimit, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
    {
        var files = new PictureFiles(paths, fitting);
        var keep = memoryLimit / fitting.Bytes;
        var done = 0;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(ImageDecoder.MaxThreads, Environment.ProcessorCount), CancellationToken = cancellation };
            Parallel.For(0, paths.Length, threads, index =>
            {
                files.Look(index, index < keep);
                lock (paths)
                {
                    progress?.Report((++done, paths.Length));
                }
            });
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The picture of file <paramref name="index"/>, float32 (3, side, side) in [0, 1], which the caller disposes.</summary>
    /// <exception cref="InvalidDataException">It can no longer be read.</exception>
    internal Tensor Get(int index)
    {
        if (kept[index] is { } image)
            return image.alias();
        try
        {
            return fitting.Load(paths[index], out _);
        }
        catch (InvalidDataException changed)
        {
            throw new InvalidDataException($"{paths[index]} could be read before and cannot be now: {changed.Message}", changed);
        }
    }

    public void Dispose()
    {
        foreach (var image in kept)
            image?.Dispose();
    }

    private void Look(int index, bool keep)
    {
        try
        {
            var image = fitting.Load(paths[index], out Sizes[index]);
            if (keep)
                kept[index] = image.DetachFromDisposeScope();
            else
                image.Dispose();
        }
        catch (InvalidDataException unusable)
        {
            Problems[index] = unusable.Message;
        }
    }
}
