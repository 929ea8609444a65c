using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen notebooks run`: executes notebooks, and writes or checks their outputs.</summary>
internal sealed class NotebooksRunCommand
{
    private const int MostDifferences = 20;

    private readonly Argument<string[]> files = new("notebooks") { Description = "The .ipynb files (default: all lessons)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> check = new("--check")
    {
        Description = $"Write nothing; fail where outputs are not the committed ones: {NumberTolerance.Rule}; {PictureDistance.Rule}; cells tagged \"{CellTags.Varies}\", at most one in ten, are exempt",
    };

    private readonly Option<string?> output = new("--out") { Description = "The folder to write the executed notebooks to (default: over themselves)" };
    private readonly Option<double> timeout = new("--timeout") { Description = "The longest that one cell may run, in seconds", DefaultValueFactory = _ => 120 };
    private readonly Option<bool> json = JsonReport.CreateOption();

    private NotebooksRunCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var run = new NotebooksRunCommand();
        run.timeout.MustBe(seconds => seconds is > 0 and <= 86400, "above 0 and at most 86400");
        var command = new Command("run", "Run notebooks, from a fresh kernel each, and write what their cells give into them")
        {
            run.files, run.check, run.output, run.timeout, run.json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(run.check) && result.GetValue(run.output) is not null)
            {
                result.AddError("--check writes nothing: leave --out away");
            }
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(run.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen notebooks run", "all lessons, in under six minutes"),
            ("minimagen notebooks run notebooks/01-*.ipynb --out /tmp/executed", "one lesson, leaving the file as it is"),
            ("minimagen notebooks run --check", "whether the committed outputs are what the code gives"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var named = parsed.GetValue(files) is { Length: > 0 } given ? given : LessonFiles.All();
        if (named.Count == 0)
        {
            throw new CommandException("there are no lessons yet: name the notebooks to run");
        }
        NotebookFile[] notebooks = [.. named.Select(NotebookFile.Read)];
        var checks = parsed.GetValue(check);
        var browser = checks ? null : Chromium.Find();
        var limits = new KernelLimits(TimeSpan.FromSeconds(parsed.GetValue(timeout)));
        var reports = ProgressBoard.Run(board =>
        {
            var batch = new NotebookBatch(board, limits, cancellation);
            batch.Prepare(notebooks);
            return notebooks.Select(notebook => checks ? batch.Check(notebook) : batch.Execute(notebook, Target(parsed, notebook), browser)).ToArray();
        });
        if (!checks && browser is null)
        {
            Console.Error.WriteLine($"No Chromium was found ({Chromium.Variable} can name it): plots have no static pictures beside them.");
        }
        var passed = reports.All(report => report.Differences.Count == 0);
        if (parsed.GetValue(json))
        {
            JsonReport.Write(new { Passed = passed, Notebooks = reports });
        }
        else
        {
            Print(reports, checks);
        }
        return passed ? ExitCode.Done : ExitCode.Failed;
    }

    private string Target(ParseResult parsed, NotebookFile notebook) =>
        parsed.GetValue(output) is { } folder ? Path.Combine(folder, Path.GetFileName(notebook.Path)) : notebook.Path;

    private static void Print(IReadOnlyList<NotebookReport> reports, bool checks)
    {
        var width = reports.Max(report => report.Notebook.Length);
        foreach (var report in reports)
        {
            var verdict = !checks ? "" : report.Differences.Count == 0 ? "  as committed" : "  NOT as committed";
            var exempt = checks && report.Exempt.Count > 0 ? $" (not compared: {string.Join(", ", report.Exempt.Select(cell => $"[{cell}]"))})" : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Notebook.PadRight(width)}  {report.Cells,3} cells  {report.Seconds,5:F1} s{verdict}{exempt}"));
            foreach (var difference in report.Differences.Take(MostDifferences))
            {
                Console.WriteLine($"    {difference}");
            }
            if (report.Differences.Count > MostDifferences)
            {
                Console.WriteLine($"    … and {report.Differences.Count - MostDifferences} more");
            }
        }
    }
}
