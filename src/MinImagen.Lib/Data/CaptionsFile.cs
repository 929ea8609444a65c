using System.Text;

namespace MinImagen.Lib.Data;

/// <summary>
/// The file `captions.tsv` of an image folder: a line a picture, `file TAB caption [TAB train|validation]`, UTF-8.
/// </summary>
public static class CaptionsFile
{
    /// <summary>The name it has in an image folder.</summary>
    public const string Name = "captions.tsv";

    private const long MaxBytes = 256L << 20;
    private const int MaxCaptionLength = 4096;

    /// <summary>Reads the rows; those that cannot be used are listed with the reason, the rest go on.</summary>
    /// <param name="path">The captions file.</param>
    /// <param name="skipped">Receives the rows that are left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is larger than 256 MB.</exception>
    public static IReadOnlyList<CaptionedFile> Read(string path, ICollection<SkippedImage> skipped)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            throw new FileNotFoundException($"{path}: not found; an image folder needs a {Name} with a line a picture: file TAB caption [TAB train|validation]", path);
        if (file.Length > MaxBytes)
            throw new InvalidDataException($"{path}: {file.Length >> 20} MB, more than the {MaxBytes >> 20} MB that are read; split the data into several folders");

        List<CaptionedFile> rows = [];
        int number = 0;
        foreach (string line in File.ReadLines(path, Encoding.UTF8))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty)
                continue;
            if (Parse(line, out string reason) is { } row)
                rows.Add(row);
            else
                skipped.Add(new SkippedImage($"{Name}, line {number}", reason));
        }
        return rows;
    }

    /// <summary>Writes rows as <see cref="Read"/> reads them.</summary>
    public static void Write(Stream stream, IEnumerable<CaptionedFile> rows)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (CaptionedFile row in rows)
            writer.WriteLine(row.Split is { } split ? $"{row.File}\t{row.Caption}\t{DataSplits.Name(split)}" : $"{row.File}\t{row.Caption}");
    }

    private static CaptionedFile? Parse(string line, out string reason)
    {
        string[] fields = line.Split('\t');
        string file = fields[0].Trim().Replace('\\', '/');
        string caption = fields.Length > 1 ? fields[1].Trim() : "";
        DataSplit split = default;

        reason =
            fields.Length is not (2 or 3) ? $"{fields.Length} fields between tabs instead of 2 or 3"
            : !StaysInside(file) ? "the file name is empty or leads out of the folder"
            : caption.Length == 0 ? "no caption"
            : caption.Length > MaxCaptionLength ? $"a caption of {caption.Length} characters, more than {MaxCaptionLength}"
            : caption.Any(char.IsControl) ? "a control character in the caption"
            : fields.Length == 3 && !DataSplits.TryParse(fields[2].Trim(), out split) ? "the third field is neither train nor validation"
            : "";
        return reason.Length > 0 ? null : new CaptionedFile(file, caption, fields.Length == 3 ? split : null);
    }

    private static bool StaysInside(string file) =>
        file.Length > 0 && !file.Any(char.IsControl) && !Path.IsPathRooted(file) && !file.Contains(':')
        && !file.Split('/').Any(part => part is "" or "." or "..");
}
