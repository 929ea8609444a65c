using System.Text.Json;

namespace MinImagen.Cli.Tests.Commands;

/// <summary>As a process, on a model that has learnt nothing (about 8 s).</summary>
public sealed class BenchSamplersCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void MeasuresEveryRowOnceAndDrawsThem()
    {
        var trained = CommandLine.Run([
            "train", "--data", Path.Combine(CommandLine.Repository, "data", "emoji-sample"), "--out", In("training"), "--steps", "1", "--json",
            "--image-sizes", "8", "--dim", "8", "--dim-mults", "1", "--timesteps", "25", "--batch-size", "2", "--valid-num", "2"]);
        Assert.Equal((0, trained.Error), (trained.ExitCode, trained.Error));

        string[] bench = ["bench", "samplers", "--checkpoint", In("training"), "--out", In("bench"), "--captions", "3"];
        var first = CommandLine.Run([.. bench, "--samplers", "dpmpp", "--steps", "2", "--json"]);
        Assert.Equal((0, first.Error), (first.ExitCode, first.Error));
        Assert.Equal(JsonValueKind.Null, first.Json().GetProperty("fastest").ValueKind);
        var measured = first.Json().GetProperty("rows")[0];
        Assert.Equal(("dpmpp", 2, 3), (measured.GetProperty("sampler").GetString(), measured.GetProperty("steps").GetInt32(), measured.GetProperty("pictures").GetInt32()));

        // the row that is there is taken over, to the last digit of its time
        var second = CommandLine.Run([.. bench, "--samplers", "ddim,dpmpp", "--steps", "2,99,all", "--json"]);
        var rows = second.Json().GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal([("ddim", 2), ("ddim", 25), ("dpmpp", 2), ("dpmpp", 25)], rows.Select(row => (row.GetProperty("sampler").GetString(), row.GetProperty("steps").GetInt32())));
        Assert.Equal(measured.GetRawText(), rows[2].GetRawText());
        Assert.StartsWith("<svg", File.ReadAllText(In("bench/samplers.svg")));

        var table = CommandLine.Run([.. bench, "--samplers", "ddpm,dpmpp", "--steps", "2,all"]);
        Assert.Contains("dpmpp", table.Output);
        Assert.Contains("the original's 25 steps of ddpm", table.Output);

        var other = CommandLine.Run([.. bench, "--seed", "1"]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("rows of another bench", other.Error);
    }

    [Theory]
    [InlineData("'0' is neither", "--steps", "5,0")]
    [InlineData("'euler' is no sampler", "--samplers", "euler")]
    [InlineData("--captions must be at least 1", "--captions", "0")]
    [InlineData("'many'", "--captions", "many")]
    [InlineData("'x' is not a number", "--guidance", "3,x")]
    public void WrongUsageIsSaid(string words, params string[] arguments)
    {
        var run = CommandLine.Run(["bench", "samplers", "--checkpoint", folder, .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error);
    }

    private string In(string name) => Path.Combine(folder, name);
}
