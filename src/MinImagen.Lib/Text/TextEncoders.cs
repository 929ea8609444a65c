using MinImagen.Lib.Files;

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

    /// <summary>Opens an encoder.</summary>
    /// <param name="nameOrFolder">
    /// <see cref="Default"/>, a name in <see cref="Published"/>, or a folder with <c>config.json</c>, <c>spiece.model</c> and weights.
    /// </param>
    /// <returns>The encoder; dispose of it.</returns>
    /// <exception cref="ArgumentException">There is no encoder of that name, and no such folder.</exception>
    /// <exception cref="DirectoryNotFoundException">The encoder is known but not on this disk.</exception>
    /// <exception cref="FileNotFoundException">A file is missing in its folder.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not fit together.</exception>
    public static ITextEncoder Get(string nameOrFolder) => T5TextEncoder.Open(nameOrFolder, FolderOf(nameOrFolder));

    /// <summary>Width of an encoder's vectors, without loading it.</summary>
    /// <param name="name">As for <see cref="Get"/>; a name in <see cref="Published"/> need not be on this disk.</param>
    /// <returns>The width d.</returns>
    /// <exception cref="ArgumentException">There is no encoder of that name, and no such folder.</exception>
    public static int GetEncodedDim(string name) =>
        FindPublished(name)?.EncodedDim ?? T5Config.Load(T5TextEncoder.ConfigIn(FolderOf(name))).DModel;

    private static PublishedEncoder? FindPublished(string name) =>
        Published.FirstOrDefault(encoder => encoder.Name == name);

    private static string FolderOf(string nameOrFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrFolder);
        var published = FindPublished(nameOrFolder);
        if (nameOrFolder == Default || published is not null)
        {
            var place = Path.Combine("text", nameOrFolder);
            return ShippedData.FindFolder(place) ?? throw new DirectoryNotFoundException(published is null
                ? $"The text encoder '{Default}' that ships in data/{place} was not found. Run inside the repository, or set {ShippedData.Variable} to its data folder."
                : $"The text encoder '{nameOrFolder}' is not on this disk. Put config.json, spiece.model and its weights "
                    + $"(model.safetensors or pytorch_model.bin) from huggingface.co/{published.Repository} into data/{place}, "
                    + $"give the folder that has them, or use '{Default}'.");
        }

        return Directory.Exists(nameOrFolder)
            ? nameOrFolder
            : throw new ArgumentException(
                $"There is no text encoder '{nameOrFolder}' and no such folder. Known: {Default}, {string.Join(", ", Published.Select(encoder => encoder.Name))}.",
                nameof(nameOrFolder));
    }
}
