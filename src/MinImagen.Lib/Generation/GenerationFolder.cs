using System.Globalization;
using MinImagen.Lib.Files;
using static TorchSharp.torch;

namespace MinImagen.Lib.Generation;

/// <summary>
/// The folder that generated pictures are written to, laid out as the original's: <c>generated_images/image_&lt;i&gt;.png</c>,
/// <c>captions.txt</c> with a line a picture, and <c>imagen_training_directory.txt</c>.
/// </summary>
public sealed class GenerationFolder
{
    private readonly string[] made;

    private GenerationFolder(string path, string[] made)
    {
        Path = path;
        this.made = made;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes a new folder.</summary>
    /// <param name="path">Which; <c>generated_images_&lt;timestamp&gt;</c> in the working folder when null.</param>
    /// <exception cref="IOException">There are pictures in it already.</exception>
    public static GenerationFolder Create(string? path = null)
    {
        var full = System.IO.Path.GetFullPath(path ?? DateTime.Now.ToString("'generated_images_'yyyyMMdd_HHmmss", CultureInfo.InvariantCulture));
        var images = System.IO.Path.Combine(full, "generated_images");
        if (Directory.Exists(images) && Directory.EnumerateFileSystemEntries(images).Any())
            throw new IOException($"{images}: not empty; pictures are not mixed with others");
        string[] made = [.. new[] { images, full }.Where(folder => !Directory.Exists(folder))];
        Directory.CreateDirectory(images);
        return new GenerationFolder(full, made);
    }

    /// <summary>Takes back what <see cref="Create"/> made, unless there is something in it: nothing remains of a run that drew nothing.</summary>
    public void Abandon()
    {
        foreach (var folder in made.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>Writes pictures and what they were made of.</summary>
    /// <param name="images">Shape (n, c, h, w), in [0, 1].</param>
    /// <param name="captions">The caption of each; line breaks in them become spaces.</param>
    /// <param name="trainingDirectory">Where the model came from; null where it came from nowhere.</param>
    public void Save(Tensor images, IReadOnlyList<string> captions, string? trainingDirectory)
    {
        if (images.shape[0] != captions.Count)
            throw new ArgumentException($"{images.shape[0]} pictures for {captions.Count} captions.", nameof(captions));

        for (var i = 0; i < captions.Count; i++)
        {
            using var image = images[i];
            PictureFile.Save(System.IO.Path.Combine(Path, "generated_images", $"image_{i}.png"), image);
        }
        AtomicFile.WriteText(System.IO.Path.Combine(Path, "captions.txt"), string.Concat(captions.Select(caption => caption.ReplaceLineEndings(" ") + "\n")));
        if (trainingDirectory is not null)
            AtomicFile.WriteText(System.IO.Path.Combine(Path, "imagen_training_directory.txt"), trainingDirectory);
    }
}
