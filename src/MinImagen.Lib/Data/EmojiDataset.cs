using System.Reflection;
using MinImagen.Lib.Files;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Data;

/// <summary>
/// About 1250 emoji with their English names, as an image folder: everything but flags, components and people. Real
/// pictures, each named by somebody who did not have this program in mind.
/// </summary>
public static class EmojiDataset
{
    /// <summary>The share of base emoji that is kept for validation.</summary>
    public const double ValidationFraction = 0.1;

    private static readonly string[] notices = ["NOTICE.txt", "LICENSE-Apache-2.0.txt", "LICENSE-Unicode-3.0.txt"];

    /// <summary>Where <see cref="Fetch"/> puts the set.</summary>
    public static string Folder => Path.Combine(CacheFolder.Path, "emoji");

    /// <summary>Makes the whole set in the cache, unless it is there: fetches both packages, checks them, joins them.</summary>
    /// <param name="progress">Told the stages.</param>
    /// <param name="cancellation">Stops and leaves nothing behind.</param>
    /// <returns>The image folder.</returns>
    /// <exception cref="IOException">The npm client is missing or failed.</exception>
    /// <exception cref="InvalidDataException">What it fetched is not what was pinned.</exception>
    public static string Fetch(IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (Directory.Exists(Folder))
            return Folder;

        var workspace = Path.Combine(CacheFolder.Path, $"emoji.{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(workspace);
        try
        {
            progress?.Report(new FetchProgress("fetching the pictures (74 MB)", 0));
            var pictures = EmojiPackages.Pictures.Fetch(workspace, cancellation);
            progress?.Report(new FetchProgress("fetching the names (7 MB)", 0.5));
            var names = EmojiPackages.Names.Fetch(workspace, cancellation);
            progress?.Report(new FetchProgress("unpacking", 0.6));
            Make(pictures, names, Folder, new NestedProgress(progress, 0.7), cancellation);
            return Folder;
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }

    /// <summary>Makes the set of two archives that are already here.</summary>
    /// <param name="picturesArchive">The .tgz of emoji-datasource-google.</param>
    /// <param name="namesArchive">The .tgz of emojibase-data.</param>
    /// <param name="folder">The image folder to make; it appears when it is whole.</param>
    /// <param name="progress">Told the pictures.</param>
    /// <param name="cancellation">Stops and leaves nothing behind.</param>
    /// <exception cref="InvalidDataException">An archive is not what was pinned.</exception>
    public static void Make(string picturesArchive, string namesArchive, string folder, IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var pictures = EmojiPackages.Pictures.OpenVerified(picturesArchive);
        using var names = EmojiPackages.Names.OpenVerified(namesArchive);
        var packages = new EmojiPackages(pictures, names);
        var emoji = packages.Join();

        AppearWhole(folder, target =>
        {
            Directory.CreateDirectory(Path.Combine(target, "images"));
            List<CaptionedFile> rows = [];
            foreach (var one in emoji)
            {
                cancellation.ThrowIfCancellationRequested();
                var file = $"images/{one.Key}.png";
                var opaque = ImageDecoder.Decode(one.Png);
                AtomicFile.Write(Path.Combine(target, file), stream => WritePng(opaque, stream));
                rows.Add(new CaptionedFile(file, one.Name, DataSplits.Of(one.Base, ValidationFraction)));
                progress?.Report(new FetchProgress("writing the pictures", (double)rows.Count / emoji.Count));
            }

            foreach (var notice in notices)
                AtomicFile.Write(Path.Combine(target, notice), stream => OpenNotice(notice).CopyTo(stream));
            AtomicFile.Write(Path.Combine(target, "LICENSE-emoji-datasource.txt"), stream => stream.Write(packages.PicturesLicence));
            AtomicFile.Write(Path.Combine(target, "LICENSE-emojibase.txt"), stream => stream.Write(packages.NamesLicence));
            AtomicFile.Write(Path.Combine(target, CaptionsFile.Name), stream => CaptionsFile.Write(stream, rows));
        });
    }

    /// <summary>Makes an image folder of those pictures of another that have one of the captions, notices included.</summary>
    /// <param name="source">An image folder made by <see cref="Make"/>.</param>
    /// <param name="captions">Which pictures, in the order of the new folder.</param>
    /// <param name="folder">The image folder to make; it appears when it is whole.</param>
    /// <exception cref="InvalidDataException">A caption is not in <paramref name="source"/>.</exception>
    public static void MakeSample(string source, IReadOnlyList<string> captions, string folder)
    {
        var byCaption = CaptionsFile.Read(Path.Combine(source, CaptionsFile.Name), []).ToLookup(row => row.Caption);
        CaptionedFile[] rows = [.. captions.Select(caption => byCaption[caption].FirstOrDefault()
            ?? throw new InvalidDataException($"{source}: no picture of \"{caption}\""))];

        AppearWhole(folder, target =>
        {
            Directory.CreateDirectory(Path.Combine(target, "images"));
            foreach (var file in rows.Select(row => row.File).Concat(Directory.EnumerateFiles(source, "*.txt").Select(file => Path.GetFileName(file))))
                File.Copy(Path.Combine(source, file), Path.Combine(target, file));
            AtomicFile.Write(Path.Combine(target, CaptionsFile.Name), stream => CaptionsFile.Write(stream, rows));
        });
    }

    private static void WritePng(Pixels pixels, Stream stream)
    {
        using var image = Image.LoadPixelData<Rgb24>(pixels.Rgb, pixels.Width, pixels.Height);
        image.SaveAsPng(stream, new PngEncoder { ColorType = PngColorType.Rgb, BitDepth = PngBitDepth.Bit8, CompressionLevel = PngCompressionLevel.BestCompression });
    }

    private static Stream OpenNotice(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"MinImagen.Lib.Data.Notices.{name}")!;

    /// <summary>Fills a folder beside the one that is asked for, then renames it: nobody sees half of it.</summary>
    private static void AppearWhole(string folder, Action<string> fill)
    {
        var target = Path.GetFullPath(folder);
        if (Directory.Exists(target))
            throw new IOException($"{target}: there already");

        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(temporary);
        try
        {
            fill(temporary);
            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // another process made the same set meanwhile
            Directory.Delete(temporary, recursive: true);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>Reports the last part of a longer job.</summary>
    private sealed class NestedProgress(IProgress<FetchProgress>? outer, double from) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => outer?.Report(value with { Fraction = from + (1 - from) * value.Fraction });
    }
}
