using System.Text.Json;

namespace MinImagen.Lib.Data;

/// <summary>
/// The file `captions.jsonl` of an image folder: a JSON object a line with the keys `file` (or `file_name`, as in
/// HuggingFace's image folders), `caption` (or `text`) and, where it is known, `split` (train or validation).
/// </summary>
public static class CaptionRecords
{
    /// <summary>The name it has in an image folder.</summary>
    public const string Name = "captions.jsonl";

    private static readonly JsonDocumentOptions shallow = new() { MaxDepth = 8 };

    /// <summary>Reads the rows; those that cannot be used are listed with the reason, the rest go on.</summary>
    /// <param name="path">The captions file.</param>
    /// <param name="skipped">Receives the rows that are left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is larger than 256 MB, or has more than two million rows.</exception>
    public static IReadOnlyList<CaptionedFile> Read(string path, ICollection<SkippedImage> skipped) =>
        CaptionsFile.ReadLines(path, Parse, skipped);

    private static string? Parse(string line, out CaptionedFile row)
    {
        row = new CaptionedFile("", "");
        try
        {
            using var document = JsonDocument.Parse(line, shallow);
            var record = document.RootElement;
            if (record.ValueKind != JsonValueKind.Object)
                return "not a JSON object";
            row = new CaptionedFile((Text(record, "file", "file_name") ?? "").Trim().Replace('\\', '/'), (Text(record, "caption", "text") ?? "").Trim());
            if (Text(record, "split") is not { } name)
                return null;
            row = row with { Split = DataSplits.TryParse(name, out var split) ? split : null };
            return row.Split is null ? "its split is neither train nor validation" : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return "not a JSON object with texts for file and caption";
        }
    }

    private static string? Text(JsonElement record, params string[] keys) => keys
        .Select(key => record.TryGetProperty(key, out var value) ? value.GetString() : null)
        .FirstOrDefault(value => value is not null);
}
