using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MinImagen.Cli.Notebooks;

/// <summary>
/// Whether the outputs that a notebook holds are those that its code gives. Beside a plot, neither its static picture nor its
/// HTML is compared: both are made of the plot's own JSON, which is.
/// </summary>
internal static partial class OutputComparison
{
    private const int MostShown = 120;

    // Else the + of a picture's base64 would be an escape.
    private static readonly JsonSerializerOptions asWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares a cell's outputs.</summary>
    /// <param name="committed">What the notebook holds.</param>
    /// <param name="given">What its code gives now.</param>
    /// <returns>What differs, each in one line; empty where nothing does.</returns>
    internal static IReadOnlyList<string> Differences(IReadOnlyList<JsonElement> committed, IReadOnlyList<NotebookOutput> given)
    {
        var before = committed.Select(output => NotebookOutput.Of(output)).ToArray();
        List<string> differences = [];
        if (before.Length != given.Count)
        {
            differences.Add($"has {Count(before.Length)} committed, and gives {Count(given.Count)}");
        }
        for (var index = 0; index < Math.Min(before.Length, given.Count); index++)
        {
            var where = given.Count > 1 ? $"output {index + 1}, " : "";
            differences.AddRange(Compare(before[index], given[index]).Select(difference => where + difference));
        }
        return differences;
    }

    private static string Count(int outputs) => outputs == 1 ? "1 output" : $"{outputs} outputs";

    private static IEnumerable<string> Compare(NotebookOutput committed, NotebookOutput given)
    {
        if (committed.Kind != given.Kind)
        {
            return [$"was {committed.Kind}, and is {given.Kind}"];
        }
        return committed.Kind switch
        {
            "stream" => [.. CompareText("the stream", committed.Text("name"), given.Text("name")), .. CompareText(given.Text("name"), committed.Text("text"), given.Text("text"))],
            "error" => [.. CompareText("the error", committed.Text("ename"), given.Text("ename")), .. CompareText("the error", committed.Text("evalue"), given.Text("evalue"))],
            _ => CompareData(committed.Data!, given.Data!),
        };
    }

    private static IEnumerable<string> CompareData(JsonObject committed, JsonObject given)
    {
        var isPlot = given[StaticPlots.Plotly] is not null;
        var mimeTypes = committed.Select(pair => pair.Key).Union(given.Select(pair => pair.Key));
        foreach (var mimeType in mimeTypes.Where(mimeType => !isPlot || mimeType is not (StaticPlots.Png or "text/html")))
        {
            if (committed[mimeType] is not { } before)
            {
                yield return $"has no {mimeType} committed";
            }
            else if (given[mimeType] is not { } now)
            {
                yield return $"gives no {mimeType}";
            }
            else
            {
                foreach (var difference in CompareValue(mimeType, before, now))
                {
                    yield return difference;
                }
            }
        }
        if (isPlot && committed[StaticPlots.Png] is null && committed["image/svg+xml"] is null)
        {
            yield return "is a plot without a static picture: run the notebook where Chromium is installed";
        }
    }

    private static IEnumerable<string> CompareValue(string mimeType, JsonNode committed, JsonNode given)
    {
        if (mimeType.StartsWith("image/", StringComparison.Ordinal) && mimeType != "image/svg+xml")
        {
            return ComparePicture(mimeType, TextOf(committed), TextOf(given));
        }
        if (committed is JsonObject || given is JsonObject)
        {
            return CompareMixed(mimeType, Sorted(committed).ToJsonString(asWritten), Sorted(given).ToJsonString(asWritten));
        }
        return CompareMixed(mimeType, TextOf(committed), TextOf(given));
    }

    // HTML and plots may hold pictures: they are compared as pictures, the rest as text.
    private static IEnumerable<string> CompareMixed(string what, string committed, string given)
    {
        var (before, now) = (EmbeddedPicture().Matches(committed), EmbeddedPicture().Matches(given));
        var differences = CompareText(what, EmbeddedPicture().Replace(committed, "(picture)"), EmbeddedPicture().Replace(given, "(picture)"));
        return before.Count != now.Count
            ? differences
            : differences.Concat(before.Zip(now).SelectMany(pair => ComparePicture($"a picture in {what}", pair.First.Groups[1].Value, pair.Second.Groups[1].Value)));
    }

    private static IEnumerable<string> CompareText(string what, string committed, string given)
    {
        if (IsWallTime(committed) && IsWallTime(given))
        {
            return [];
        }
        return NumberTolerance.FirstDifference(committed, given) is var (before, now)
            ? [$"{what}: committed `{Around(committed, before)}`, given `{Around(given, now)}`"]
            : [];
    }

    private static IEnumerable<string> ComparePicture(string what, string committed, string given)
    {
        if (committed == given)
        {
            return [];
        }
        try
        {
            return PictureDistance.Between(Convert.FromBase64String(committed), Convert.FromBase64String(given)) switch
            {
                null => [$"{what}: the pictures have different sizes"],
                { IsSmall: true } => [],
                var distance => [string.Create(CultureInfo.InvariantCulture, $"{what}: the pictures differ by {distance.Mean:P1} in the mean, and clearly in {distance.Changed:P1} of their pixels")],
            };
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException)
        {
            return [$"{what}: {failure.Message}"];
        }
    }

    // What #!time puts out.
    private static bool IsWallTime(string text) => WallTime().IsMatch(text);

    private static string TextOf(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString();

    // The order of keys says nothing.
    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : (JsonNode?)Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };

    private static string Around(string text, int at)
    {
        var start = Math.Max(text.LastIndexOf('\n', Math.Max(0, Math.Min(at, text.Length) - 1)) + 1, at - (MostShown / 2));
        var end = text.IndexOf('\n', Math.Min(at, text.Length));
        end = Math.Min(end < 0 ? text.Length : end, start + MostShown);
        return (start > 0 && text[start - 1] != '\n' ? "…" : "") + text[Math.Min(start, end)..end].Trim() + (end < text.Length && text[end] != '\n' ? "…" : "");
    }

    [GeneratedRegex("data:image/(?:png|jpeg|webp);base64,([A-Za-z0-9+/=]+)")]
    private static partial Regex EmbeddedPicture();

    [GeneratedRegex(@"^Wall time: [\d.]+ms\n?$")]
    private static partial Regex WallTime();
}
