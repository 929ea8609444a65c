using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>`minimagen notebooks` as a process: some seconds each.</summary>
public sealed partial class NotebooksRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("notebooks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Outputs_are_written_and_checked_and_a_changed_number_fails()
    {
        var path = new TestNotebook()
            .Text("# A lesson")
            .Code("var beta = 0.0125;\nConsole.WriteLine($\"β = {beta}\");")
            .Code("new[] { beta, 2 * beta }")
            .Code("DateTime.Now.Ticks", "varies")
            .Save(folder);
        var ran = CommandLine.Run("notebooks", "run", path);
        Assert.Equal((0, ""), (ran.ExitCode, ErrorOf(ran)));
        Assert.Equal(["β = 0.0125\n"], TextOf(path, 1, "text"));
        Assert.Equal(["[ 0.0125, 0.025 ]"], TextOf(path, 2, "data", "text/plain"));

        var passed = CommandLine.Run("notebooks", "run", "--check", "--json", path).Json();
        Assert.True(passed.GetProperty("passed").GetBoolean());
        Assert.Equal(3, passed.GetProperty("notebooks")[0].GetProperty("exempt")[0].GetInt32());

        // A number in what was committed is another: 0.025 becomes 0.035.
        File.WriteAllText(path, File.ReadAllText(path).Replace("[ 0.0125, 0.025 ]", "[ 0.0125, 0.035 ]", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(path);
        var failed = CommandLine.Run("notebooks", "run", "--check", path);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("cell [2]: text/plain: committed `[ 0.0125, 0.035 ]`, given `[ 0.0125, 0.025 ]`", failed.Output, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void Too_many_exempt_cells_fail_the_check()
    {
        var path = new TestNotebook().Code("DateTime.Now.Ticks", "varies").Code("DateTime.Now.Ticks", "varies").Save(folder);
        var checkedRun = CommandLine.Run("notebooks", "run", "--check", path);
        Assert.Equal(1, checkedRun.ExitCode);
        Assert.Contains("2 of 2 cells are tagged", checkedRun.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_folder_takes_the_results_and_a_cell_that_may_fail_does_not_stop()
    {
        var path = new TestNotebook().Code("throw new Exception(\"Not yet\");", "raises-exception").Code("System.IO.Path.GetFileName(Environment.CurrentDirectory)").Save(folder);
        var before = File.ReadAllBytes(path);
        var results = Path.Combine(folder, "executed");
        Assert.Equal(0, CommandLine.Run("notebooks", "run", path, "--out", results).ExitCode);
        Assert.Equal(before, File.ReadAllBytes(path));

        // The working directory is the notebook's folder wherever the result goes.
        var executed = Path.Combine(results, "lesson.ipynb");
        Assert.Equal([Path.GetFileName(folder)], TextOf(executed, 1, "data", "text/plain"));
        Assert.Equal("Not yet", (string)OutputOf(executed, 0)["evalue"]!);
    }

    public static TheoryData<string, string, string> Failures => new()
    {
        { "throws", "int zero = 0;\n1 / zero", "cell [2], line 2: `1 / zero`: System.DivideByZeroException" },
        { "does not compile", "\nint x = y;", "cell [2], line 2: `int x = y;`: CompilationError: (2,9): error CS0103" },
        { "unknown magic", "#!sql", "cell [2], line 1: `#!sql`: MagicCommandError: there is no magic command #!sql" },
        { "missing library", "#r \"nowhere/Lib.dll\"", "there is no file" },
        { "a package", "#r \"nuget: Some.Package, 1.0.0\"", "package registry" },
        { "endless", "while (true) { }", "Timeout: the cell was still running after 10 s" },
        { "a gigabyte", "for (var i = 0; i < 1000; i++) Console.Write(new string('x', 1 << 20));", "OutputLimit: the cell printed more than 1,048,576 characters" },
        { "exits", "Environment.Exit(5);", "KernelEnded: the kernel ended while it ran this cell: exit code 5" },
        { "overflows the stack", "int Down(int x) => Down(x + 1) + 1;\nDown(0)", "KernelEnded: the kernel ended while it ran this cell: exit code 134, Stack overflow" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failing_cell_stops_the_run_and_leaves_the_file(string kind, string code, string message)
    {
        var path = new TestNotebook().Code("1").Code(code).Code("2").Save(folder, kind.Replace(' ', '-') + ".ipynb");
        var before = File.ReadAllBytes(path);
        var ran = CommandLine.Run(["notebooks", "run", path, .. kind == "endless" ? ["--timeout", "10"] : Array.Empty<string>()]);
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(path, ran.Error, StringComparison.Ordinal);
        Assert.Contains(message, ran.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("no notebook", "is no notebook")]
    [InlineData(null, "lesson.ipynb: the lessons are the .ipynb files in notebooks/")]
    public void A_file_that_cannot_be_run_is_named(string? text, string part)
    {
        var path = Path.Combine(folder, "lesson.ipynb");
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }
        var ran = CommandLine.Run("notebooks", "run", path);
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(part, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupting_writes_nothing_and_leaves_no_kernel_behind()
    {
        var mark = Path.Combine(folder, "kernel-is-here");
        var path = new TestNotebook().Code($"System.IO.File.WriteAllText({JsonSerializer.Serialize(mark)}, Environment.ProcessId.ToString());\nwhile (true) {{ }}").Save(folder);
        var before = File.ReadAllBytes(path);
        using var process = CommandLine.Start([], "notebooks", "run", path);
        var kernel = WaitForProcessId(mark);
        Assert.Equal(0, Kill(process.Id, Interrupt));
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.False(File.Exists($"/proc/{kernel}/stat") && !File.ReadAllText($"/proc/{kernel}/stat").Contains(") Z ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_kernel_has_the_settings_of_libtorch_before_any_library_is_loaded()
    {
        var path = new TestNotebook().Code("(Environment.GetEnvironmentVariable(\"OMP_NUM_THREADS\"), Environment.GetEnvironmentVariable(\"MALLOC_MMAP_THRESHOLD_\"))").Save(folder);
        Assert.Equal(0, CommandLine.RunWith(new() { ["OMP_NUM_THREADS"] = "3" }, "notebooks", "run", path).ExitCode);
        Assert.Equal(["( 3, 33554432 )"], TextOf(path, 0, "data", "text/plain"));
    }

    private const int Interrupt = 2;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static int WaitForProcessId(string mark)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(mark) || File.ReadAllText(mark).Length == 0)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "the kernel did not come so far");
            Thread.Sleep(50);
        }
        return int.Parse(File.ReadAllText(mark), System.Globalization.CultureInfo.InvariantCulture);
    }

    // Without the progress.
    private static string ErrorOf(CommandLine ran) => string.Join('\n', ran.Error.Split('\n').Where(line => line.Contains("minimagen:", StringComparison.Ordinal)));

    private static JsonNode OutputOf(string path, int cell) => JsonNode.Parse(File.ReadAllText(path))!["cells"]![cell]!["outputs"]![0]!;

    private static string[] TextOf(string path, int cell, params string[] place)
    {
        var lines = place.Aggregate(OutputOf(path, cell), (node, name) => node[name]!);
        return [.. lines.AsArray().Select(line => (string)line!)];
    }
}
