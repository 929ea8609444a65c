using System.CommandLine;
using System.Text.Json;
using MinImagen.Cli.Commands;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Parity;

/// <summary>`minimagen parity`: what it prints, writes and returns.</summary>
public sealed class ParityCommandTests
{
    [Fact]
    public void Prints_a_line_a_case_and_the_sum()
    {
        using var copy = new CaseCopy("layer_norm.1");

        var (exitCode, lines) = Run(copy.Folder);

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^ok +layer_norm\.1 +3 tensors +worst \S+ of \S+", lines[0]);
        Assert.Equal("1 passed, 0 failed", lines[1]);
    }

    [Fact]
    public void Fails_when_a_case_fails()
    {
        using var copy = new CaseCopy("layer_norm.1");
        copy.Change(tensors => tensors["out/y"].add_(0.01));

        var (exitCode, lines) = Run(copy.Folder);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.StartsWith("FAIL", lines[0]);
        Assert.Contains("out/y differs by 1.0e-02", lines[1]);
        Assert.Equal("0 passed, 1 failed", lines[^1]);
    }

    [Fact]
    public void Writes_what_it_computed()
    {
        using var scope = NewDisposeScope();
        using var copy = new CaseCopy("layer_norm.1");
        var output = Path.Combine(copy.Folder, "computed");

        Run(copy.Folder, "--out", output);

        var computed = SafeTensors.Load(Path.Combine(output, "layer_norm.1.safetensors"));
        var recorded = SafeTensors.Load(Path.Combine(copy.Folder, "layer_norm.1.safetensors"));
        Assert.Equal(["grad/gamma", "grad_in/x", "out/y"], computed.Keys.Order(StringComparer.Ordinal));
        Assert.All(computed, pair => Assert.True((pair.Value - recorded[pair.Key]).abs().max().ToDouble() < 1e-5));
    }

    [Fact]
    public void Reports_every_number_as_one_object()
    {
        using var copy = new CaseCopy("layer_norm.1");
        copy.Change(tensors => tensors["out/y"].add_(0.01));

        var command = CommandLine.Run("parity", copy.Folder, "--json");

        Assert.Equal(ExitCode.Failed, command.ExitCode);
        Assert.EndsWith("0 passed, 1 failed", command.Error.TrimEnd());
        var report = command.Json();
        Assert.Equal((0, 1, 3), (Number(report, "passed"), Number(report, "failed"), Number(report, "compared")));
        var comparisons = report.GetProperty("cases")[0].GetProperty("comparisons").EnumerateArray().ToList();
        Assert.Equal(
            ["out/y"],
            comparisons.Where(item => !item.GetProperty("passed").GetBoolean()).Select(item => item.GetProperty("name").GetString()));
        Assert.All(comparisons, item => Assert.InRange(item.GetProperty("tolerance").GetDouble(), 1e-5, 1e-3));

        static int Number(JsonElement report, string name) => report.GetProperty(name).GetInt32();
    }

    [Fact]
    public void Refuses_to_write_over_the_recording()
    {
        using var copy = new CaseCopy("layer_norm.1");

        var error = Assert.Throws<CommandException>(() => Run(copy.Folder, "--out", copy.Folder));

        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
    }

    [Fact]
    public void A_missing_folder_is_wrong_usage()
    {
        var error = Assert.Throws<CommandException>(() => Run(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))));

        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"cases": []}""")]
    [InlineData("""{"cases": [{"id": "\ud800"}]}""")]
    [InlineData("""{"cases": [{}]}""")]
    [InlineData("""{"cases": ["attention.0"]}""")]
    [InlineData("""{"cases": [{"id": "../a", "kind": "block", "seed": 1, "args": {}, "file": "a"}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "block", "seed": 1, "args": {}, "file": "../../etc/passwd"}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "block", "seed": 1, "args": {}, "file": "a", "side_files": ["/etc/passwd"]}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "block", "seed": 1, "args": {}, "file": "a", "state_files": {"state": ".."}}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "block", "seed": 1, "args": [], "file": "a"}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "block", "seed": "x", "args": {}, "file": "a"}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "block", "seed": 1, "args": {}, "file": "a", "noise_floor": -1}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "block", "seed": 1, "args": {}, "file": "a", "tensors": {"in/x": ["float32", [-1]]}}]}""")]
    [InlineData("""{"cases": [{"id": "a", "kind": "b", "args": {}, "file": "a"}, {"id": "a", "kind": "b", "args": {}, "file": "a"}]}""")]
    public void A_damaged_manifest_is_wrong_usage(string manifest)
    {
        var folder = Directory.CreateTempSubdirectory("parity-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "manifest.json"), manifest);

            var error = Assert.Throws<CommandException>(() => Run(folder.FullName));

            Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
            Assert.Contains("manifest.json", error.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_damaged_case_file_fails_its_case()
    {
        using var copy = new CaseCopy("layer_norm.1");
        var file = Path.Combine(copy.Folder, "layer_norm.1.safetensors");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..500]);

        var (exitCode, lines) = Run(copy.Folder);

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("layer_norm.1.safetensors", string.Join('\n', lines));
    }

    private static (int ExitCode, string[] Lines) Run(params string[] arguments)
    {
        RootCommand root = new() { ParityCommand.Create() };
        using var output = new StringWriter();
        var exitCode = root.Parse(["parity", .. arguments]).Invoke(new InvocationConfiguration
        {
            Output = output,
            EnableDefaultExceptionHandler = false,
        });
        return (exitCode, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
