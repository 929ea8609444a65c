using System.Text;
using System.Text.RegularExpressions;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Data;

/// <summary>An image folder without a captions file: beside each picture a `.txt` of the same name that says what it shows.</summary>
public static partial class CaptionNotes
{
    private const int MaxBytes = 64 << 10;

    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Names that a picture may have; whether it is one, and of which format, its contents decide.</summary>
    private static readonly HashSet<string> extensions = new([".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Subfolders are looked through; links to folders and hidden ones are not.</summary>
    private static readonly EnumerationOptions walk = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>Reads the notes, in the order of the pictures' names; a picture without one is listed with the reason.</summary>
    /// <param name="folder">The image folder.</param>
    /// <param name="skipped">Receives the pictures that are left out.</param>
    /// <exception cref="InvalidDataException">There are more than two million pictures.</exception>
    public static IReadOnlyList<CaptionedFile> Read(string folder, ICollection<SkippedImage> skipped)
    {
        var files = Directory.EnumerateFiles(folder, "*", walk)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Take(CaptionsFile.MaxRows + 1)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (files.Length > CaptionsFile.MaxRows)
            throw new InvalidDataException($"{folder}: more than {CaptionsFile.MaxRows:N0} pictures; split the data into several folders");

        var rows = new List<CaptionedFile>();
        foreach (var file in files)
        {
            var problem = ReadNote(Path.Combine(folder, Path.ChangeExtension(file, ".txt")), out var caption)
                ?? CaptionRules.ProblemOfFile(file) ?? CaptionRules.Problem(caption);
            if (problem is null)
                rows.Add(new CaptionedFile(file, caption));
            else
                skipped.Add(new SkippedImage(file, problem));
        }
        return rows;
    }

    private static string? ReadNote(string path, out string caption)
    {
        caption = "";
        try
        {
            // a pipe or device has no length, and reading it might not end
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
                return $"no caption: there is no text in {Path.GetFileName(path)}";
            caption = Space().Replace(strict.GetString(BoundedFile.ReadAllBytes(path, MaxBytes)).TrimStart('\uFEFF'), " ").Trim();
            return null;
        }
        catch (DecoderFallbackException)
        {
            return $"{Path.GetFileName(path)} is not UTF-8";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return $"{Path.GetFileName(path)} cannot be read: {failure.Message}";
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
