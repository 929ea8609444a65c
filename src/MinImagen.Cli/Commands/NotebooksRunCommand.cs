using System.CommandLine;
using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Files;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen notebooks run`: executes notebooks.</summary>
internal static class NotebooksRunCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var files = new Argument<string[]>("notebooks") { Description = "The .ipynb files to run", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--out") { Description = "The folder to write the executed notebooks to (default: over themselves)" };
        var timeout = new Option<double>("--timeout") { Description = "The longest that one cell may run, in seconds", DefaultValueFactory = _ => 120 };
        timeout.MustBe(seconds => seconds is > 0 and <= 86400, "above 0 and at most a day");
        var command = new Command("run", "Run notebooks from a fresh kernel each, and write what their cells give into them") { files, output, timeout };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(files)!, parsed.GetValue(output), new KernelLimits(TimeSpan.FromSeconds(parsed.GetValue(timeout))), cancellation)));
        return command.WithExamples(("minimagen notebooks run notebooks/01-variance-schedule.ipynb", "one lesson"));
    }

    private static int Run(string[] files, string? output, KernelLimits limits, CancellationToken cancellation)
    {
        NotebookFile[] notebooks = [.. files.Select(NotebookFile.Read)];
        foreach (var notebook in notebooks)
        {
            var results = ProgressBoard.Run(board =>
            {
                var total = Math.Max(1, notebook.CodeCells.Count());
                var row = board.Add(Path.GetFileName(notebook.Path), total);
                var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
                var run = new NotebookRun(notebook, folder, limits).Run(cell => row.Report(cell.Number - 1, $"cell [{cell.Number}]"), cancellation);
                row.Report(total, "");
                return run;
            });
            var bytes = notebook.WithOutputs(results.ToDictionary(pair => pair.Key, pair => pair.Value.Outputs));
            var target = output is null ? notebook.Path : Path.Combine(output, Path.GetFileName(notebook.Path));
            AtomicFile.Write(target, stream => stream.Write(bytes));
        }
        return ExitCode.Done;
    }
}
