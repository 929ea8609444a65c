using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MinImagen.Cli.Notebooks;
using MinImagen.Lib.Engine;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>`minimagen notebooks` as a process: some seconds each.</summary>
public sealed class NotebooksRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("notebooks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Outputs_are_written_and_checked_and_a_changed_number_fails()
    {
        var path = new TestNotebook()
            .Text("# A lesson")
            .Code("var beta = 0.0125;\nConsole.WriteLine($\"β = {beta}\");")
            .Code("$\"{beta} {2 * beta}\"")
            .Code("DateTime.Now.Ticks", "varies")
            .Save(folder);
        var ran = CommandLine.Run("notebooks", "run", path);
        Assert.Equal((0, ""), (ran.ExitCode, ErrorOf(ran)));
        Assert.Equal(["β = 0.0125\n"], TextOf(path, 1, "text"));
        Assert.Equal(["0.0125 0.025"], TextOf(path, 2, "data", "text/plain"));

        var passed = CommandLine.Run("notebooks", "run", "--check", "--json", path).Json();
        Assert.True(passed.GetProperty("passed").GetBoolean());
        Assert.Equal(3, passed.GetProperty("notebooks")[0].GetProperty("exempt")[0].GetInt32());

        // A number in what was committed is another: 0.025 becomes 0.035.
        File.WriteAllText(path, File.ReadAllText(path).Replace("0.0125 0.025", "0.0125 0.035", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(path);
        var failed = CommandLine.Run("notebooks", "run", "--check", path);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("cell [2]: text/plain: committed `0.0125 0.035`, given `0.0125 0.025`", failed.Output, StringComparison.Ordinal);
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
        { "unknown magic", "#!sql", "cell [2], line 1: `#!sql`: MagicCommandError: (1,1): error DNI101: Unknown magic command '#!sql'" },
        { "missing library", "#r \"nowhere/Lib.dll\"", "cell [2], line 1: `#r \"nowhere/Lib.dll\"`: CompilationError: (1,1): error CS0006" },
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
        Signal.Interrupt(process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.False(File.Exists($"/proc/{kernel}/stat") && !File.ReadAllText($"/proc/{kernel}/stat").Contains(") Z ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kernel_ends_with_the_process_that_started_it()
    {
        var mark = Path.Combine(folder, "kernel-is-here");
        var path = new TestNotebook().Code($"System.IO.File.WriteAllText({JsonSerializer.Serialize(mark)}, Environment.ProcessId.ToString());\nwhile (true) {{ }}").Save(folder);
        using var process = CommandLine.Start([], "notebooks", "run", path);
        using var kernel = Process.GetProcessById(WaitForProcessId(mark));
        process.Kill();
        Assert.True(kernel.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Plotly_NET_draws_every_chart_in_the_kernel()
    {
        var path = Lesson(
            "double[] y = [1, double.NaN, 3];\nPlots.Lines((\"a\", y)).WithMark(1)",
            "Plots.Grid(2, Plots.Points((\"a\", y)), Plots.Bars([\"p\", \"q\", \"r\"], (\"a\", y)), Plots.Arrows(new Arrow(\"v\", (0, 0), (1, 2))), Plots.Histogram(tensor(y)))",
            "display(Plots.Heatmap(eye(2)));\ndisplay(Plots.Contours((a, b) => a * b, new(-1, 1), new(-1, 1)));\nPlots.Picture(eye(2).Show())",
            "string.Join(\" \", AppDomain.CurrentDomain.GetAssemblies().Select(one => one.GetName()).Where(name => name.Name == \"FSharp.Core\").Select(name => name.Version.ToString(2)).Order())");
        var ran = CommandLine.Run("notebooks", "run", path);
        Assert.Equal((0, ""), (ran.ExitCode, ErrorOf(ran)));

        Assert.Equal("Figure\n  line \"a\": 3 points, x 0 … 2, y 1 … 3, first 1, last 3, mean 2", string.Concat(TextOf(path, 1, "data", "text/plain")));
        Assert.Equal("[1,null,3]", OutputOf(path, 1)["data"]![StaticPlots.Plotly]!["data"]![0]!["y"]!.ToJsonString());
        Assert.Contains("bars \"values\"", string.Concat(TextOf(path, 2, "data", "text/plain")), StringComparison.Ordinal);
        Assert.All(OutputsOf(path, 3), output => Assert.StartsWith("Figure", string.Concat(output!["data"]!["text/plain"]!.AsArray()), StringComparison.Ordinal));

        // The kernel's own, which Plotly.NET cannot use, and ours.
        Assert.Equal(["10.0 10.1"], TextOf(path, 4, "data", "text/plain"));
    }

    [LinuxFact]
    public void A_lesson_computes_on_the_LibTorch_of_its_library_with_its_settings()
    {
        var path = Lesson(
            "manual_seed(1);",
            "Path.GetDirectoryName(MinImagen.Lib.Engine.LibTorchFiles.Loaded)",
            """
            static class C { [System.Runtime.InteropServices.DllImport("libc")] public static extern IntPtr getenv(string name); }
            string.Join("\n", MinImagen.Lib.Engine.EngineSettings.OfThisProcess.All.Where(setting => setting.Value != null).Select(setting =>
                $"{setting.Name} {setting.Value == System.Runtime.InteropServices.Marshal.PtrToStringUTF8(C.getenv(setting.Name))}"))
            """);
        // A library that loads, and has nothing of LibTorch.
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        foreach (var name in new[] { "libc10.so", "libtorch.so", "libtorch_cpu.so" })
        {
            File.Copy(Path.Combine(LibTorchFiles.Folder, "libtorch_global_deps.so"), Path.Combine(other, name));
        }
        var ran = CommandLine.RunWith(new() { ["OMP_NUM_THREADS"] = "1", ["LD_LIBRARY_PATH"] = other }, "notebooks", "run", path);
        Assert.Equal((0, ""), (ran.ExitCode, ErrorOf(ran)));
        Assert.Equal([Path.Combine(CommandLine.Repository, "artifacts", "notebooks")], TextOf(path, 2, "data", "text/plain"));
        var settings = TextOf(path, 3, "data", "text/plain");
        Assert.Contains("OMP_NUM_THREADS True\n", settings);
        Assert.All(settings, line => Assert.EndsWith(" True", line.TrimEnd(), StringComparison.Ordinal));
    }

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

    /// <summary>A notebook that begins as the lessons do.</summary>
    private string Lesson(params string[] cells)
    {
        var library = Path.Combine(CommandLine.Repository, NotebookBatch.LessonReference, "MinImagen.Notebooks.dll").Replace('\\', '/');
        var notebook = new TestNotebook().Code($"#r \"{library}\"\nusing System.IO;\nusing TorchSharp;\nusing static TorchSharp.torch;\nusing MinImagen.Notebooks;\n\nLesson.Begin();");
        return cells.Aggregate(notebook, (all, cell) => all.Code(cell)).Save(folder);
    }

    // Without the progress.
    private static string ErrorOf(CommandLine ran) => string.Join('\n', ran.Error.Split('\n').Where(line => line.Contains("minimagen:", StringComparison.Ordinal)));

    private static JsonNode OutputOf(string path, int cell) => OutputsOf(path, cell)[0]!;

    private static JsonArray OutputsOf(string path, int cell) => JsonNode.Parse(File.ReadAllText(path))!["cells"]![cell]!["outputs"]!.AsArray();

    private static string[] TextOf(string path, int cell, params string[] place)
    {
        var lines = place.Aggregate(OutputOf(path, cell), (node, name) => node[name]!);
        return [.. lines.AsArray().Select(line => (string)line!)];
    }
}
