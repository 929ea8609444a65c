using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MinImagen.Cli.Notebooks;

/// <summary>What a cell failed with, from what the kernel says: the compiler's errors, or the text of an exception.</summary>
internal static partial class CellFailures
{
    private const int MostFrames = 20;

    /// <summary>The failure of a command.</summary>
    /// <param name="failed">Its CommandFailed.</param>
    /// <param name="diagnostics">What the compiler said of it.</param>
    /// <param name="code">The cell.</param>
    internal static CellFailure Of(KernelEvent failed, IEnumerable<JsonObject> diagnostics, string code)
    {
        var errors = diagnostics.Where(diagnostic => (string?)diagnostic["severity"] == "error").ToArray();
        return errors.Length > 0 ? OfErrors(errors) : OfMessage((string?)failed.Content["message"] ?? "", code);
    }

    private static CellFailure OfErrors(JsonObject[] errors)
    {
        var places = Array.ConvertAll(errors, error => error["linePositionSpan"]?["start"]);
        var lines = errors.Zip(places, (error, place) => $"({1 + ((int?)place?["line"] ?? 0)},{1 + ((int?)place?["character"] ?? 0)}): error {error["code"]}: {error["message"]}{Advice($"{error["message"]}")}");
        var isCompilers = $"{errors[0]["code"]}".StartsWith("CS", StringComparison.Ordinal);
        return new CellFailure(isCompilers ? "CompilationError" : "MagicCommandError", string.Join('\n', lines), 1 + ((int?)places[0]?["line"] ?? 0), []);
    }

    private static string Advice(string message) =>
        message.Contains(NotebookBatch.LessonReference, StringComparison.Ordinal) ? ". The folder that the lessons refer to is made by: ./minimagen notebooks prepare" : "";

    private static CellFailure OfMessage(string message, string code)
    {
        if (PackageError().Match(message) is { Success: true } package)
        {
            return new CellFailure("PackageError", package.Value, 0, []);
        }
        var lines = message.ReplaceLineEndings("\n").Split('\n');
        var said = lines.TakeWhile(line => !Frame().IsMatch(line) && !line.StartsWith(Inner, StringComparison.Ordinal)).ToArray();
        if (Thrown().Match(string.Join('\n', said)) is not { Success: true } thrown)
        {
            return new CellFailure("Error", message, 0, []);
        }

        // The reason why a type cannot be used is what its initializer threw.
        var inner = lines.LastOrDefault(line => line.StartsWith(Inner, StringComparison.Ordinal));
        var name = thrown.Groups["name"].Value;
        var reason = inner is not null && name == typeof(TypeInitializationException).FullName ? " " + inner[Inner.Length..] : "";
        string[] frames = [.. lines.Where(line => Frame().IsMatch(line)).TakeWhile(line => !line.Contains(" Microsoft.CodeAnalysis.", StringComparison.Ordinal)).Take(MostFrames)];
        return new CellFailure(name, WithoutNativeFrames(thrown.Groups["text"].Value) + reason, LineIn(frames, code), Array.ConvertAll(frames, WithoutFolder));
    }

    private const string Inner = " ---> ";

    /// <summary>The innermost line of the cell that an exception came through: of all cells on the way the one that was begun last.</summary>
    private static int LineIn(IEnumerable<string> frames, string code)
    {
        // Of a cell with magic commands the kernel runs parts, and counts lines in each.
        if (code.Split('\n').Any(line => line.StartsWith("#!", StringComparison.Ordinal)))
        {
            return 0;
        }
        var places = frames.Select(frame => CellFrame().Match(frame)).Where(match => match.Success)
            .Select(match => (Cell: Number(match.Groups["cell"]), Line: Number(match.Groups["line"]))).ToArray();
        return places.Length == 0 ? 0 : places.First(place => place.Cell == places.Max(other => other.Cell)).Line;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    // Addresses in LibTorch differ from run to run.
    private static string WithoutNativeFrames(string text) => text.Split("\nException raised from ")[0];

    private static string WithoutFolder(string frame) => Folder().Replace(frame, " in ");

    [GeneratedRegex(@"\A(?:Submission#\d+\+)?(?<name>[\w.+`\[\],]+)(?: \(0x[0-9A-Fa-f]+\))?(?:: (?<text>[\s\S]*))?\z")]
    private static partial Regex Thrown();

    [GeneratedRegex("^   at ")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^   at Submission#(?<cell>\d+).* in .*\b" + KernelPrelude.CellFile + @":line (?<line>\d+)$")]
    private static partial Regex CellFrame();

    [GeneratedRegex(@" in .*[/\\](?=[^/\\]+:line \d+$)")]
    private static partial Regex Folder();

    [GeneratedRegex(@"error NU\d+: .*")]
    private static partial Regex PackageError();
}
