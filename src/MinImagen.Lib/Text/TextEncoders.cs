using MinImagen.Lib.Files;
using MinImagen.Lib.Text.Hub;

namespace MinImagen.Lib.Text;

/// <summary>The text encoders by name: the small one that ships, the ten that the original knows, and any folder that holds a T5.</summary>
public static class TextEncoders
{
    /// <summary>The encoder that ships, in <c>data/text/t5_mini</c>.</summary>
    public const string Default = "t5_mini";

    /// <summary>Most tokens a caption, as the original has it.</summary>
    public const int DefaultMaxLength = 256;

    /// <summary>The encoders that the original knows by name. Version 1.1 was trained on text alone, without T5's other tasks.</summary>
    public static IReadOnlyList<PublishedEncoder> Published { get; } =
    [
        new("t5_small", "t5-small", 512),
        new("t5_base", "t5-base", 768),
        new("t5_large", "t5-large", 1024),
        new("t5_3b", "t5-3b", 1024),
        new("t5_11b", "t5-11b", 1024),
        new("small1.1", "google/t5-v1_1-small", 512),
        new("base1.1", "google/t5-v1_1-base", 768),
        new("large1.1", "google/t5-v1_1-large", 1024),
        new("xl1.1", "google/t5-v1_1-xl", 2048),
        new("xxl1.1", "google/t5-v1_1-xxl", 4096),
    ];

    /// <summary>Opens an encoder. One of <see cref="Published"/> is fetched from the hub the first time.</summary>
    /// <param name="nameOrFolder">
    /// <see cref="Default"/>, a name in <see cref="Published"/>, or a folder with <c>config.json</c>, <c>spiece.model</c> or
    /// <c>tokenizer.json</c>, and weights.
    /// </param>
    /// <param name="hub">Where published ones come from and are kept; <see cref="HubOptions.FromEnvironment"/> when null.</param>
    /// <param name="progress">Told how far the fetching is, on another thread.</param>
    /// <param name="cancellation">Ends the fetching; the next call goes on from there.</param>
    /// <returns>The encoder; dispose of it.</returns>
    /// <exception cref="ArgumentException">There is no encoder of that name, and no such folder.</exception>
    /// <exception cref="HubException">The encoder could not be fetched.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for it; said before its weights are fetched.</exception>
    /// <exception cref="DirectoryNotFoundException">The encoder that ships is not on this disk.</exception>
    /// <exception cref="FileNotFoundException">A file is missing in its folder.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not fit together.</exception>
    public static ITextEncoder Get(
        string nameOrFolder, HubOptions? hub = null, IProgress<HubProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (FindFolder(nameOrFolder) is { } folder)
            return T5TextEncoder.Open(nameOrFolder, folder);

        var published = FindPublished(nameOrFolder)!;
        folder = Fetch(published, T5Files.Tokenizer, hub, progress, cancellation);
        var config = T5Config.Load(T5TextEncoder.ConfigIn(folder));
        if (config.DModel != published.EncodedDim)
            throw new InvalidDataException($"What was fetched as {nameOrFolder} makes vectors of width {config.DModel}, not {published.EncodedDim}. Delete {folder} and fetch it from another hub.");

        T5TextEncoder.RequireMemory(nameOrFolder, config);
        return T5TextEncoder.Open(nameOrFolder, Fetch(published, T5Files.Encoder, hub, progress, cancellation));
    }

    /// <summary>Opens an encoder's tokenizer alone, without its weights.</summary>
    /// <param name="nameOrFolder">As for <see cref="Get"/>; of a published one only a few megabytes are fetched.</param>
    /// <param name="hub">As for <see cref="Get"/>.</param>
    /// <param name="progress">As for <see cref="Get"/>.</param>
    /// <param name="cancellation">As for <see cref="Get"/>.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="ArgumentException">There is no encoder of that name, and no such folder.</exception>
    /// <exception cref="HubException">It could not be fetched.</exception>
    /// <exception cref="DirectoryNotFoundException">The encoder that ships is not on this disk.</exception>
    /// <exception cref="FileNotFoundException">A file is missing in its folder.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static T5Tokenizer GetTokenizer(
        string nameOrFolder, HubOptions? hub = null, IProgress<HubProgress>? progress = null, CancellationToken cancellation = default) =>
        T5Tokenizer.Open(FindFolder(nameOrFolder) ?? Fetch(FindPublished(nameOrFolder)!, T5Files.Tokenizer, hub, progress, cancellation));

    /// <summary>Width of an encoder's vectors, without loading or fetching it.</summary>
    /// <param name="name">As for <see cref="Get"/>.</param>
    /// <returns>The width d.</returns>
    /// <exception cref="ArgumentException">There is no encoder of that name, and no such folder.</exception>
    public static int GetEncodedDim(string name) =>
        FindPublished(name)?.EncodedDim ?? T5Config.Load(T5TextEncoder.ConfigIn(FindFolder(name)!)).DModel;

    private static PublishedEncoder? FindPublished(string name) =>
        Published.FirstOrDefault(encoder => encoder.Name == name);

    /// <summary>An encoder's folder; null for a published one that is not under <c>data/text</c>.</summary>
    private static string? FindFolder(string nameOrFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrFolder);
        if (nameOrFolder == Default || FindPublished(nameOrFolder) is not null)
        {
            var place = Path.Combine("text", nameOrFolder);
            var shipped = ShippedData.FindFolder(place);
            return shipped is null && nameOrFolder == Default
                ? throw new DirectoryNotFoundException(
                    $"The text encoder '{Default}' that ships in data/{place} was not found. Run inside the repository, or set {ShippedData.Variable} to its data folder.")
                : shipped;
        }

        return Directory.Exists(nameOrFolder)
            ? nameOrFolder
            : throw new ArgumentException(
                $"There is no text encoder '{nameOrFolder}' and no such folder. Known: {Default}, {string.Join(", ", Published.Select(encoder => encoder.Name))}.",
                nameof(nameOrFolder));
    }

    // On the thread pool, because tensors bind their callers to one thread, which therefore waits.
    private static string Fetch(
        PublishedEncoder encoder, IReadOnlyList<WantedFile> files, HubOptions? hub, IProgress<HubProgress>? progress, CancellationToken cancellation)
    {
        var cache = new HubCache(hub ?? HubOptions.FromEnvironment(), progress);
        return Task.Run(() => cache.GetAsync(encoder.Repository, files, cancellation), cancellation).GetAwaiter().GetResult();
    }
}
