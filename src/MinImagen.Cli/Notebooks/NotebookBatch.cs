using System.Diagnostics;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Files;

namespace MinImagen.Cli.Notebooks;

/// <summary>Runs notebooks one after another, and writes or checks what they give.</summary>
/// <param name="board">Shows how far it is.</param>
/// <param name="limits">What a cell may take.</param>
/// <param name="cancellation">Ends it; a notebook that has not run to its end is left as it is.</param>
internal sealed class NotebookBatch(ProgressBoard board, KernelLimits limits, CancellationToken cancellation)
{
    /// <summary>What stands in the cells that look for the lessons' library and load it.</summary>
    internal const string LessonReference = "artifacts/notebooks/";

    /// <summary>Fetches the kernel, and builds what the notebooks refer to, where any does.</summary>
    internal void Prepare(IEnumerable<NotebookFile> notebooks)
    {
        KernelTool.Restore(() => board.Add("the notebook kernel", 1).Report(1, "is fetched: dotnet tool restore"), cancellation);
        if (!notebooks.Any(notebook => notebook.CodeCells.Any(cell => cell.Source.Contains(LessonReference, StringComparison.Ordinal))))
        {
            return;
        }
        var library = new LessonLibrary(ProjectFolder.Path);
        if (library.IsCurrent())
        {
            return;
        }
        var row = board.Add("the lessons' library", 1);
        row.Report(0, "is being built");
        library.Prepare(anyway: false, cancellation);
        row.Report(1, "is built");
    }

    /// <summary>Runs a notebook and writes its outputs into it.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="target">The file to write, which may be the notebook itself.</param>
    /// <param name="browser">What draws the static pictures of plots; null to leave them out.</param>
    internal NotebookReport Execute(NotebookFile notebook, string target, string? browser)
    {
        var watch = Stopwatch.StartNew();
        var outputs = Run(notebook);
        var plots = StaticPlots.Lacking(outputs.Values.SelectMany(list => list));
        if (browser is not null)
        {
            StaticPlots.Draw(plots, browser, cancellation);
        }
        var bytes = notebook.WithOutputs(outputs);
        cancellation.ThrowIfCancellationRequested();
        AtomicFile.Write(target, stream => stream.Write(bytes));
        return Report(notebook, watch, []) with { Plots = browser is null ? 0 : plots.Count };
    }

    /// <summary>Runs a notebook and compares its outputs with those that it holds.</summary>
    internal NotebookReport Check(NotebookFile notebook)
    {
        var watch = Stopwatch.StartNew();
        var outputs = Run(notebook);
        List<string> differences = [];
        foreach (var cell in notebook.CodeCells.Where(cell => !cell.Tags.Contains(CellTags.Varies)))
        {
            differences.AddRange(OutputComparison.Differences(cell.Outputs, outputs[cell.Number]).Select(difference => $"cell [{cell.Number}]: {difference}"));
        }
        var report = Report(notebook, watch, differences);
        if (report.Exempt.Count > CellTags.MostThatVary(report.Cells))
        {
            differences.Add($"{report.Exempt.Count} of {report.Cells} cells are tagged \"{CellTags.Varies}\"; at most {CellTags.MostThatVary(report.Cells)}, one in ten, may be");
        }
        return report;
    }

    private IReadOnlyDictionary<int, IReadOnlyList<NotebookOutput>> Run(NotebookFile notebook)
    {
        var total = Math.Max(1, notebook.CodeCells.Count());
        var row = board.Add(Path.GetFileName(notebook.Path), total);
        var outputs = new NotebookRun(notebook, limits).Run(cell => row.Report(cell.Number - 1, $"cell [{cell.Number}] of {total}"), cancellation);
        row.Report(total);
        return outputs;
    }

    private static NotebookReport Report(NotebookFile notebook, Stopwatch watch, IReadOnlyList<string> differences) => new(
        notebook.Path,
        notebook.CodeCells.Count(),
        watch.Elapsed.TotalSeconds,
        Plots: 0,
        [.. notebook.CodeCells.Where(cell => cell.Tags.Contains(CellTags.Varies)).Select(cell => cell.Number)],
        differences);
}
