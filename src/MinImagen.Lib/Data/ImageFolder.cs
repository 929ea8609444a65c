using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// A folder of pictures with a <see cref="CaptionsFile"/>: decoded once, brought to one size and kept in memory. What
/// cannot be used is skipped and listed, never fatal unless nothing is left.
/// </summary>
public sealed class ImageFolder : ICaptionedImages, IDisposable
{
    private readonly List<Tensor> _images = [];
    private readonly List<CaptionedFile> _files = [];
    private readonly List<SkippedImage> _skipped = [];
    private readonly double _validationFraction;

    private ImageFolder(string path, ImageFolderOptions options)
    {
        Path = path;
        Side = options.Side;
        _validationFraction = options.ValidationFraction;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public int Side { get; }

    /// <inheritdoc/>
    public int Count => _images.Count;

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<SkippedImage> Skipped => _skipped;

    /// <summary>Reads and decodes a folder.</summary>
    /// <param name="path">The folder, with a captions.tsv.</param>
    /// <param name="options">Size, crop and limits.</param>
    /// <param name="progress">Told how many of how many rows were looked at.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="FileNotFoundException">There is no captions.tsv.</exception>
    /// <exception cref="InvalidDataException">No picture could be used; the message lists the first reasons.</exception>
    public static ImageFolder Load(
        string path, ImageFolderOptions options, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Side, 1, nameof(options));
        ImageFolder folder = new(path, options);
        try
        {
            folder.LoadRows(options, progress, cancellation);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string GetCaption(int index) => _files[index].Caption;

    /// <summary>The row of the captions file that picture <paramref name="index"/> comes from.</summary>
    public CaptionedFile GetFile(int index) => _files[index];

    /// <inheritdoc/>
    public Tensor GetImage(int index) => _images[index].alias();

    /// <summary>
    /// The pictures of one split. Where the captions file does not say, the hash of the file name decides. The view
    /// stays usable as long as the folder is.
    /// </summary>
    public ICaptionedImages Select(DataSplit split) => new ImageSubset(this,
        [.. Enumerable.Range(0, Count).Where(index => (_files[index].Split ?? DataSplits.Of(_files[index].File, _validationFraction)) == split)]);

    /// <summary>Frees the pictures.</summary>
    public void Dispose()
    {
        foreach (Tensor image in _images)
            image.Dispose();
    }

    private void LoadRows(ImageFolderOptions options, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<CaptionedFile> rows = CaptionsFile.Read(System.IO.Path.Combine(Path, CaptionsFile.Name), _skipped);
        if (options.OnlyCaptions is { } only)
            rows = [.. rows.Where(row => only.Contains(row.Caption))];
        CheckMemory(rows.Count);

        for (int i = 0; i < rows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                _images.Add(LoadImage(rows[i].File, options).DetachFromDisposeScope());
                _files.Add(rows[i]);
            }
            catch (InvalidDataException unusable)
            {
                _skipped.Add(new SkippedImage(rows[i].File, unusable.Message));
            }
            progress?.Report((i + 1, rows.Count));
        }

        if (Count == 0)
            throw new InvalidDataException($"{Path}: no usable picture ({_skipped.Count} skipped"
                + string.Concat(_skipped.Take(3).Select(skip => $"; {skip.Name}: {skip.Reason}")) + ")");
    }

    private void CheckMemory(int count)
    {
        long needed = (long)count * 3 * Side * Side * sizeof(float);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available / 2)
            throw new InvalidDataException($"{Path}: {count} pictures of {Side} × {Side} need {needed >> 20} MB, more than half of the {available >> 20} MB of memory; use fewer or smaller ones");
    }

    private Tensor LoadImage(string file, ImageFolderOptions options)
    {
        Pixels pixels = ImageDecoder.Decode(System.IO.Path.Combine(Path, file), options.MaxPixels);
        if (options.Fit == ImageFit.CentreCrop)
            pixels = pixels.CropToSquare();

        using Tensor image = pixels.ToTensor();

        // cubic interpolation overshoots at edges: up to 0.09 outside [0, 1]
        return Resize.To(image, Side, Side, clamp: (0, 1));
    }
}
