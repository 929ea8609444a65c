using System.Text;

namespace MinImagen.Lib.Data;

/// <summary>
/// The file `captions.tsv` of an image folder: a line a picture, `file TAB caption [TAB train|validation]`, UTF-8.
/// </summary>
public static class CaptionsFile
{
    /// <summary>The name it has in an image folder.</summary>
    public const string Name = "captions.tsv";

    internal const long MaxBytes = 256L << 20;
    internal const int MaxRows = 2_000_000;

    /// <summary>Reads the rows; those that cannot be used are listed with the reason, the rest go on.</summary>
    /// <param name="path">The captions file.</param>
    /// <param name="skipped">Receives the rows that are left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is larger than 256 MB, or has more than two million rows.</exception>
    public static IReadOnlyList<CaptionedFile> Read(string path, ICollection<SkippedImage> skipped)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: not found; it has a line a picture: file TAB caption [TAB train|validation]", path);
        return ReadLines(path, Parse, skipped);
    }

    /// <summary>Writes rows as <see cref="Read"/> reads them.</summary>
    public static void Write(Stream stream, IEnumerable<CaptionedFile> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var row in rows)
            writer.WriteLine(row.Split is { } split ? $"{row.File}\t{row.Caption}\t{DataSplits.Name(split)}" : $"{row.File}\t{row.Caption}");
    }

    /// <summary>Reads a file of a row a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">Makes a row of a line.</param>
    /// <param name="skipped">Receives the rows that are left out.</param>
    internal static IReadOnlyList<CaptionedFile> ReadLines(string path, RowParser parse, ICollection<SkippedImage> skipped)
    {
        var rows = new List<CaptionedFile>();
        foreach (var line in TextLine.Read(path, MaxBytes, MaxRows))
        {
            if (Check(line, parse, out var row) is { } problem)
                skipped.Add(new SkippedImage($"{Path.GetFileName(path)}, line {line.Number}", problem));
            else
                rows.Add(row);
        }
        return rows;
    }

    private static string? Check(TextLine line, RowParser parse, out CaptionedFile row)
    {
        row = new CaptionedFile("", "");
        return line.Problem ?? parse(line.Text, out row) ?? CaptionRules.ProblemOfFile(row.File) ?? CaptionRules.Problem(row.Caption);
    }

    private static string? Parse(string line, out CaptionedFile row)
    {
        var fields = line.Split('\t');
        DataSplit split = default;
        row = new CaptionedFile(fields[0].Trim().Replace('\\', '/'), fields.Length > 1 ? fields[1].Trim() : "");
        if (fields.Length is not (2 or 3))
            return $"{fields.Length} fields between tabs instead of 2 or 3";
        if (fields.Length == 3 && !DataSplits.TryParse(fields[2].Trim(), out split))
            return "the third field is neither train nor validation";
        row = row with { Split = fields.Length == 3 ? split : null };
        return null;
    }
}
