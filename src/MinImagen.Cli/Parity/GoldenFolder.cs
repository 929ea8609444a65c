using System.Text.Json;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Parity;

/// <summary>A folder of cases recorded from the Python original: <c>manifest.json</c> and the files that it names.</summary>
internal sealed class GoldenFolder
{
    /// <summary>The name of the file that lists the cases.</summary>
    public const string ManifestName = "manifest.json";

    private const long LargestManifest = 256L << 20;

    private GoldenFolder(string root, JsonElement manifest)
    {
        Root = root;
        if (manifest.ValueKind != JsonValueKind.Object || !manifest.TryGetProperty("cases", out var cases)
            || cases.ValueKind != JsonValueKind.Array || cases.GetArrayLength() == 0)
            throw Damaged("it has no list 'cases' with anything in it");

        Cases = [.. cases.EnumerateArray().Select(ReadCase)];

        if (Cases.GroupBy(item => item.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Damaged($"two cases are called {twice.Key}");
    }

    /// <summary>Its full path.</summary>
    public string Root { get; }

    /// <summary>The cases, in the manifest's order.</summary>
    public IReadOnlyList<GoldenCase> Cases { get; }

    /// <summary>Opens a folder and checks what its manifest says; the files of the cases are read when they are run.</summary>
    /// <exception cref="CommandException">It is no golden folder, and why.</exception>
    public static GoldenFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw NotGolden($"There is no folder {path}.");

        var file = new FileInfo(Path.Combine(path, ManifestName));
        if (!file.Exists)
            throw NotGolden($"{path} has no {ManifestName}: it is not a folder of recorded cases.");
        if (file.Length > LargestManifest)
            throw NotGolden($"{file.FullName} has {file.Length} bytes; a manifest has at most {LargestManifest}.");

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            return new GoldenFolder(Path.GetFullPath(path), document.RootElement.Clone());
        }
        // A text with half a surrogate pair is an InvalidOperationException.
        catch (Exception error) when (error is JsonException or InvalidDataException or InvalidOperationException)
        {
            throw NotGolden($"{file.FullName} is damaged: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotGolden($"{file.FullName} cannot be read: {error.Message}", error);
        }
    }

    private GoldenCase ReadCase(JsonElement json, int index)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Damaged($"cases[{index}] is not an object");

        var id = new CaseArguments(json, $"cases[{index}]").Text("id");
        if (!IsPlainName(id))
            throw Damaged($"cases[{index}] has an id that cannot be a file name");

        var fields = new CaseArguments(json, id);
        _ = fields.Object("args");
        var noiseFloor = fields.NumberOrNull("noise_floor") ?? 0;
        if (noiseFloor < 0)
            throw Damaged($"{id}: 'noise_floor' is negative");

        return new GoldenCase(
            id,
            fields.Text("kind"),
            fields.Has("seed") ? fields.Whole("seed") : 0,
            FileOf(id, fields.Text("file")),
            (fields.Has("side_files") ? fields.Texts("side_files") : []).Distinct().ToDictionary(name => name, name => FileOf(id, name)),
            fields.Has("state_files")
                ? fields.Strings("state_files").DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => FileOf(id, member.Value))
                : [],
            noiseFloor,
            fields.Has("tensors") ? fields.Specs("tensors") : new Dictionary<string, TensorSpec>(),
            fields);
    }

    /// <summary>A file of the folder itself: a manifest from elsewhere must not make us read what is outside.</summary>
    private string FileOf(string id, string name)
        => IsPlainName(name) ? Path.Combine(Root, name) : throw Damaged($"{id}: '{name}' is not the name of a file in the folder");

    private static bool IsPlainName(string name)
        => name.Length is > 0 and <= 200 && name[0] != '.'
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '+' or '=');

    private static CommandException NotGolden(string message, Exception? inner = null)
        => new(message, ExitCode.WrongUsage, inner);

    private static InvalidDataException Damaged(string what) => new(what);
}
