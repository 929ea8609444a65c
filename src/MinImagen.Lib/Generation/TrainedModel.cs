using MinImagen.Lib.Data;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Generation;

/// <summary>A model on disk: where it is, what it knows and how it is best sampled. Its weights are not read yet.</summary>
public sealed class TrainedModel
{
    private static readonly string[] ShippedNames = [DataSources.ShapesName, DataSources.EmojiName];

    private TrainedModel(string name, string folder)
    {
        Name = name;
        Folder = folder;
        World = CaptionWorld.Of(folder);
        Settings = SamplingSettings.Find(folder);
    }

    /// <summary>Its name: that of its folder.</summary>
    public string Name { get; }

    /// <summary>Its folder, a training directory.</summary>
    public string Folder { get; }

    /// <summary>The captions that it can be expected to draw.</summary>
    public CaptionWorld World { get; }

    /// <summary>How it is best sampled; null where nobody measured.</summary>
    public SamplingSettings? Settings { get; }

    /// <summary>Opens a model.</summary>
    /// <param name="nameOrFolder">A training directory, or the name of a model that ships.</param>
    /// <exception cref="IOException">It is neither.</exception>
    /// <exception cref="InvalidDataException">A file in it is damaged.</exception>
    public static TrainedModel Open(string nameOrFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrFolder);
        var shipped = Directory.Exists(nameOrFolder) || !ShippedNames.Contains(nameOrFolder) ? null : FindShipped(nameOrFolder);
        return new TrainedModel(Path.GetFileName(Path.TrimEndingDirectorySeparator(nameOrFolder)), shipped ?? nameOrFolder);
    }

    /// <summary>The models that ship under <c>data/checkpoints</c> and are on this disk, found as <see cref="ShippedData"/> finds.</summary>
    public static IReadOnlyList<TrainedModel> Shipped() =>
        [.. ShippedNames.Select(name => (name, folder: FindShipped(name))).Where(found => found.folder is not null).Select(found => new TrainedModel(found.name, found.folder!))];

    /// <summary>The model for a caption: one that knows it, else the one that has met most of its words.</summary>
    /// <param name="models">Some models, at least one; of equals the last is taken.</param>
    /// <param name="caption">Any text.</param>
    public static TrainedModel For(IReadOnlyList<TrainedModel> models, string caption) =>
        models.Reverse().OrderByDescending(model => model.World.Knows(caption)).ThenByDescending(model => model.World.Familiarity(caption)).First();

    private static string? FindShipped(string name) => ShippedData.FindFolder(Path.Combine("checkpoints", name));
}
