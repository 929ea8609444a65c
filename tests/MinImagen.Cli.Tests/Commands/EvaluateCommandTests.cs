using System.Text.Json;

namespace MinImagen.Cli.Tests.Commands;

/// <summary>As a process, on a model that has learnt nothing (about 10 s).</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ShapesAreCountedShownAndSwept()
    {
        Train("shapes");
        File.WriteAllText(In("training/sampling.json"), """{ "steps": 2, "guidance": 1.5 }""");

        var one = CommandLine.Run("evaluate", In("training"), "--limit", "6", "--out", In("sheets"), "--json");
        Assert.Equal((0, one.Error), (one.ExitCode, one.Error));
        var report = one.Json();
        Assert.Equal(
            ("shapes", "held_out", 6, 0.0, 0.0),
            (report.GetProperty("data").GetString(), report.GetProperty("captions").GetString(), report.GetProperty("pictures").GetInt32(),
                report.GetProperty("one_object").GetDouble(), report.GetProperty("two_objects").GetDouble()));
        Assert.Equal((2, 1.5), (report.GetProperty("settings").GetProperty("steps").GetInt32(), report.GetProperty("settings").GetProperty("guidance").GetDouble()));
        Assert.Equal(6, report.GetProperty("refusals").EnumerateObject().Sum(reason => reason.Value.GetInt32()));
        Assert.All(report.GetProperty("sheets").EnumerateArray(), sheet => Assert.True(File.Exists(sheet.GetString())));
        Assert.True(File.Exists(In("sheets/failures.png")));

        var sweep = CommandLine.Run(
            "evaluate", In("training"), "--limit", "3", "--weights", "last", "--seen", "--json", "--out", In("none"),
            "--guidance", "1", "2,1", "--thresholding", "static", "dynamic", "--percentile", "0.9", "0.95");
        var rows = sweep.Json().GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("settings")).ToArray();
        Assert.Equal(
            [("1", "static", 0), ("1", "dynamic", 0.9), ("1", "dynamic", 0.95), ("[2,1]", "static", 0), ("[2,1]", "dynamic", 0.9), ("[2,1]", "dynamic", 0.95)],
            rows.Select(row => (
                JsonSerializer.Serialize(row.GetProperty("guidance")),
                row.GetProperty("thresholding").GetString()!,
                row.GetProperty("percentile") is { ValueKind: JsonValueKind.Number } share ? share.GetDouble() : 0)));
        Assert.False(Directory.Exists(In("none")));

        var table = CommandLine.Run("evaluate", In("training"), "--limit", "3", "--steps", "1", "2");
        Assert.Contains("│ steps │ one object", table.Output);
    }

    [Theory]
    [InlineData(1, "parameters/", "FOLDER")]
    [InlineData(2, "--limit must be", "FOLDER", "--limit", "0")]
    [InlineData(2, "--one-object must be between 0 and 1", "FOLDER", "--one-object", "1.5")]
    [InlineData(2, "'x' is not a number", "FOLDER", "--guidance", "1", "x")]
    [InlineData(2, "--percentile is of dynamic thresholding", "FOLDER", "--thresholding", "static", "none", "--percentile", "0.9")]
    [InlineData(2, "argument")]
    public void WrongUsageIsSaid(int exitCode, string words, params string[] arguments)
    {
        var run = CommandLine.Run(["evaluate", .. arguments.Select(argument => argument.Replace("FOLDER", folder))]);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error);
    }

    private void Train(string data)
    {
        var trained = CommandLine.Run(
            "train", "--data", data, "--out", In("training"), "--steps", "1", "--image-sizes", "8,16", "--dim", "8",
            "--dim-mults", "1", "--timesteps", "25", "--batch-size", "2", "--valid-num", "2");
        Assert.Equal((0, trained.Error), (trained.ExitCode, trained.Error));
    }

    private string In(string name) => Path.Combine(folder, name);
}
