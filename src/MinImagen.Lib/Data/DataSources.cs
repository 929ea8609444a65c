using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Web;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Data;

/// <summary>The one place that turns what a user calls a data set into pictures with captions.</summary>
public static class DataSources
{
    /// <summary>The emoji that ship.</summary>
    public const string EmojiSampleName = "emoji-sample";

    /// <summary>The fetched emoji.</summary>
    public const string EmojiName = "emoji";

    /// <summary>The drawn shapes: to learn from all but the held-out combinations, to judge on those.</summary>
    public const string ShapesName = "shapes";

    /// <summary>The held-out combinations of the drawn shapes alone, with nothing to learn from.</summary>
    public const string HeldOutShapesName = "shapes-held-out";

    private const int HeldOutShapes = 1000;

    /// <summary>What can be opened by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [EmojiSampleName, EmojiName, ShapesName, HeldOutShapesName];

    /// <summary>What can be opened, for a command's help.</summary>
    public static string Description { get; } = $"A data set: {string.Join(", ", Names)}, a folder of pictures with captions, or a table of captions and addresses (Conceptual Captions)";

    /// <summary>Opens a data set.</summary>
    /// <param name="name">A name of <see cref="Names"/>, else a folder of pictures, see <see cref="ImageFolder"/>, or a table, see <see cref="ConceptualCaptions"/>.</param>
    /// <param name="options">Size and limits.</param>
    /// <param name="progress">Told how far the reading is.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <returns>The data set; dispose of it.</returns>
    /// <exception cref="ArgumentException">There is no data set of that name, and no such folder or file.</exception>
    /// <exception cref="IOException">It is known but not on this disk; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">There is nothing in it that can be used.</exception>
    public static DataSource Open(string name, DataSourceOptions options, IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name switch
        {
            EmojiSampleName => OpenFolder(name, FindEmojiSample(), options, progress, cancellation),
            EmojiName => OpenFolder(name, FindEmoji(), options, progress, cancellation),
            ShapesName => DrawShapes(name, options, new ShapesOptions().Count),
            HeldOutShapesName => DrawShapes(name, options, 0),
            _ when Directory.Exists(name) => OpenFolder(name, name, options, progress, cancellation),
            _ when Path.GetFileName(name) is CaptionsFile.Name or CaptionRecords.Name && File.Exists(name) => OpenFolder(name, FolderOf(name), options, progress, cancellation),
            _ when File.Exists(name) => OpenTable(name, options, progress, cancellation),
            _ => throw new ArgumentException($"There is no data set '{name}' and no such folder or file. Known: {string.Join(", ", Names)}.", nameof(name)),
        };
    }

    private static string FindEmojiSample() => ShippedData.FindFolder(EmojiSampleName)
        ?? throw new DirectoryNotFoundException($"The emoji that ship in data/{EmojiSampleName} were not found. Run inside the repository, or set {ShippedData.Variable} to its data folder.");

    private static string FindEmoji() => Directory.Exists(EmojiDataset.Folder)
        ? EmojiDataset.Folder
        : throw new DirectoryNotFoundException("The emoji are not fetched yet: minimagen data fetch emoji");

    private static DataSource OpenFolder(string name, string folder, DataSourceOptions options, IProgress<FetchProgress>? progress, CancellationToken cancellation) =>
        Wrap(name, ImageFolder.Load(folder, FolderOptions(options), FetchProgress.Part(progress, $"reading {folder}"), cancellation), EncodingCache.Beside(folder), options);

    private static DataSource OpenTable(string name, DataSourceOptions options, IProgress<FetchProgress>? progress, CancellationToken cancellation) =>
        Wrap(name, ConceptualCaptions.Open(name, FolderOptions(options), options.Fetching, progress, cancellation), EncodingCache.Beside(FolderOf(name)), options);

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    /// <summary>Pictures that are drawn when they are asked for: they cost nothing before, whatever their number.</summary>
    private static DataSource DrawShapes(string name, DataSourceOptions options, int toLearnFrom)
    {
        ICaptionedImages Draw(DataSplit split, int count)
        {
            var shapes = new ShapesDataset(new ShapesOptions { Side = options.Side, Seed = options.Seed, Split = split, Count = Math.Clamp(count, 1, options.Limit ?? int.MaxValue) });
            return Transform(count == 0 ? new ImageSubset(shapes, []) : shapes, options);
        }
        return new DataSource(name, Draw(DataSplit.Train, toLearnFrom), Draw(DataSplit.Validation, HeldOutShapes), EncodingCache.Named(ShapesName));
    }

    private static DataSource Wrap(string name, ImageFolder folder, EncodingCache cache, DataSourceOptions options) =>
        new(name, Transform(folder.Select(DataSplit.Train), options), Transform(folder.Select(DataSplit.Validation), options), cache, folder)
        {
            Skipped = folder.Skipped,
            KeptInMemory = folder.KeptInMemory,
            OriginalSizes = [.. Enumerable.Range(0, folder.Count).Select(folder.GetOriginalSize)],
        };

    private static ICaptionedImages Transform(ICaptionedImages images, DataSourceOptions options) =>
        options.Transform is { } transform ? new TransformedImages(images, transform) : images;

    private static ImageFolderOptions FolderOptions(DataSourceOptions options) => new()
    {
        Side = options.Side,
        Fit = options.Fit,
        ValidationFraction = options.ValidationFraction,
        Limit = options.Limit,
        MemoryLimit = options.MemoryLimit,
    };
}
