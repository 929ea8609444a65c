namespace MinImagen.Lib.Data;

/// <summary>Finds the captions of an image folder: captions.tsv, else captions.jsonl, else a .txt beside each picture.</summary>
internal static class FolderCaptions
{
    /// <summary>Reads the rows; those that cannot be used are listed with the reason.</summary>
    /// <param name="folder">The image folder.</param>
    /// <param name="skipped">Receives what is left out.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">It has no captions of any kind.</exception>
    /// <exception cref="InvalidDataException">A captions file is larger than what is read.</exception>
    internal static IReadOnlyList<CaptionedFile> Read(string folder, ICollection<SkippedImage> skipped)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: no such folder");
        if (Path.Combine(folder, CaptionsFile.Name) is var table && File.Exists(table))
            return CaptionsFile.Read(table, skipped);
        if (Path.Combine(folder, CaptionRecords.Name) is var records && File.Exists(records))
            return CaptionRecords.Read(records, skipped);

        var rows = CaptionNotes.Read(folder, skipped);
        return rows.Count > 0 ? rows : throw new FileNotFoundException(
            $"{folder}: no captions; an image folder needs a {CaptionsFile.Name} with a line a picture: file TAB caption [TAB train|validation], or a {CaptionRecords.Name}, or a .txt beside each picture", folder);
    }
}
