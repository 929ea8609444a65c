using System.Diagnostics;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>Runs the cells of one notebook from a fresh kernel, in order, up to the first that fails.</summary>
/// <param name="notebook">The notebook.</param>
/// <param name="folder">The folder that its relative paths begin in.</param>
/// <param name="limits">What a cell may take.</param>
internal sealed class NotebookRun(NotebookFile notebook, string folder, KernelLimits limits)
{
    /// <summary>Runs.</summary>
    /// <param name="progress">Told of each cell before it runs.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What each cell gave, by its number.</returns>
    /// <exception cref="CommandException">A cell failed; says which, where and how.</exception>
    internal IReadOnlyDictionary<int, CellResult> Run(Action<NotebookCell> progress, CancellationToken cancellation)
    {
        using var kernel = KernelProcess.Start(folder, limits, cancellation);
        Dictionary<int, CellResult> results = [];
        foreach (var cell in notebook.CodeCells)
        {
            progress(cell);
            var result = kernel.Run(cell.Source, $"cell {cell.Number}", cancellation);
            cancellation.ThrowIfCancellationRequested();
            results.Add(cell.Number, result);
            if (result.Failure is { } failure)
            {
                throw new CommandException(Describe(cell, failure));
            }
        }
        return results;
    }

    private string Describe(NotebookCell cell, CellFailure failure)
    {
        var lines = cell.Source.ReplaceLineEndings("\n").Split('\n');
        var where = failure.Line >= 1 && failure.Line <= lines.Length ? $", line {failure.Line}: `{lines[failure.Line - 1].Trim()}`" : "";
        return $"{notebook.Path}: cell [{cell.Number}]{where}: {failure.Name}: {failure.Message}";
    }
}
