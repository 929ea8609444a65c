using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// A folder of pictures with captions: a <see cref="CaptionsFile"/>, <see cref="CaptionRecords"/> or
/// <see cref="CaptionNotes"/>. Every picture is brought to one size, and kept in memory where it fits. What cannot be used
/// is skipped and listed, never fatal unless nothing is left.
/// </summary>
public sealed class ImageFolder : ICaptionedImages, IDisposable
{
    private readonly PictureFiles pictures;
    private readonly CaptionedFile[] files;
    private readonly int[] usable;
    private readonly double validationFraction;

    private ImageFolder(string path, ImageFolderOptions options, PictureFiles pictures, CaptionedFile[] files, List<SkippedImage> skipped)
    {
        Path = path;
        Side = options.Side;
        Skipped = skipped;
        validationFraction = options.ValidationFraction;
        this.pictures = pictures;
        this.files = files;
        usable = [.. Enumerable.Range(0, files.Length).Where(row => pictures.Problems[row] is null)];
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public int Side { get; }

    /// <inheritdoc/>
    public int Count => usable.Length;

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>How many pictures are kept decoded in memory; the others are decoded each time.</summary>
    public int KeptInMemory => pictures.KeptInMemory;

    /// <summary>Reads and decodes a folder.</summary>
    /// <param name="path">The folder, with captions.</param>
    /// <param name="options">Size, crop and limits.</param>
    /// <param name="progress">Told how many of how many rows were looked at.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">There are no captions.</exception>
    /// <exception cref="InvalidDataException">No picture could be used; the message lists the first reasons.</exception>
    public static ImageFolder Load(
        string path, ImageFolderOptions options, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        var skipped = new List<SkippedImage>();
        var rows = FolderCaptions.Read(path, skipped);
        return Load(path, rows, row => System.IO.Path.Combine(path, row.File), options, skipped, progress, cancellation);
    }

    /// <summary>Decodes rows whose pictures are wherever <paramref name="locate"/> says.</summary>
    internal static ImageFolder Load(
        string path, IEnumerable<CaptionedFile> rows, Func<CaptionedFile, string> locate, ImageFolderOptions options,
        List<SkippedImage> skipped, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Side, 1, nameof(options));
        var files = Choose(rows, options).ToArray();
        var memoryLimit = options.MemoryLimit ?? (AvailableMemory.Bytes ?? 0) / 4;
        var fitting = new PictureFitting(options.Side, options.Fit, options.MaxPixels);
        var pictures = PictureFiles.Load([.. files.Select(locate)], fitting, memoryLimit, progress, cancellation);
        skipped.AddRange(files.Zip(pictures.Problems).Where(row => row.Second is not null).Select(row => new SkippedImage(row.First.File, row.Second!)));

        var folder = new ImageFolder(path, options, pictures, files, skipped);
        if (folder.Count > 0)
            return folder;
        folder.Dispose();
        throw new InvalidDataException($"{path}: no usable picture ({skipped.Count} skipped"
            + string.Concat(skipped.Take(3).Select(skip => $"; {skip.Name}: {skip.Reason}")) + ")");
    }

    /// <inheritdoc/>
    public string GetCaption(int index) => GetFile(index).Caption;

    /// <summary>The row of the captions file that picture <paramref name="index"/> comes from.</summary>
    public CaptionedFile GetFile(int index) => files[usable[index]];

    /// <summary>Width and height of picture <paramref name="index"/> as it was found.</summary>
    public (int Width, int Height) GetOriginalSize(int index) => pictures.Sizes[usable[index]];

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">It is not in memory and can no longer be read.</exception>
    public Tensor GetImage(int index) => pictures.Get(usable[index]);

    /// <summary>
    /// The pictures of one split. Where the captions file does not say, the hash of the file name decides. The view
    /// stays usable as long as the folder is.
    /// </summary>
    public ICaptionedImages Select(DataSplit split) =>
        new ImageSubset(this, [.. Enumerable.Range(0, Count).Where(index => SplitOf(GetFile(index), validationFraction) == split)]);

    /// <summary>Frees the pictures. Nothing may be reading them any more.</summary>
    public void Dispose() => pictures.Dispose();

    /// <summary>The rows that the options ask for.</summary>
    internal static IEnumerable<CaptionedFile> Choose(IEnumerable<CaptionedFile> rows, ImageFolderOptions options)
    {
        if (options.OnlyCaptions is { } only)
            rows = rows.Where(row => only.Contains(row.Caption));
        if (options.Limit is not { } limit)
            return rows;

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(options));
        var taken = new int[Enum.GetValues<DataSplit>().Length];
        return rows.Where(row => taken[(int)SplitOf(row, options.ValidationFraction)]++ < limit);
    }

    private static DataSplit SplitOf(CaptionedFile row, double validationFraction) => row.Split ?? DataSplits.Of(row.File, validationFraction);
}
