using System.Text.Json;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Text.Hub;

/// <summary>
/// What was fetched of a repository, written beside its folder after each file: a file that stands here was checked, and a file
/// that does not was not.
/// </summary>
internal sealed record HubRecord
{
    private const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>The version of the repository; null when the server did not say.</summary>
    public string? Commit { get; init; }

    /// <summary>Length of each file by its name.</summary>
    public IReadOnlyDictionary<string, long> Files { get; init; } = new Dictionary<string, long>();

    /// <summary>Reads a record; one that is missing or damaged is empty, so that its files are fetched again.</summary>
    internal static HubRecord Load(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize<HubRecord>(BoundedFile.ReadAllBytes(path, MaxBytes), Json);
            return record?.Files is null || record.Commit is { } commit && !IsCommit(commit) ? new HubRecord() : record;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException or InvalidDataException)
        {
            return new HubRecord();
        }
    }

    /// <summary>Whether a text is the name that git gives to a version.</summary>
    internal static bool IsCommit(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigit);

    internal HubRecord With(RemoteFile file) => this with
    {
        Files = new Dictionary<string, long>(Files, StringComparer.Ordinal) { [file.Name] = file.Bytes },
        Commit = Commit ?? file.Commit,
    };

    internal void Save(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");
}
