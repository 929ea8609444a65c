using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>Runs the cells of one notebook from a fresh kernel, in order, up to the first that fails.</summary>
/// <param name="notebook">The notebook.</param>
/// <param name="limits">What a cell may take.</param>
internal sealed class NotebookRun(NotebookFile notebook, KernelLimits limits)
{
    /// <summary>Runs.</summary>
    /// <param name="progress">Told of each cell before it runs.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What each cell put out, by its number.</returns>
    /// <exception cref="CommandException">A cell failed that may not; says which, where and how.</exception>
    internal IReadOnlyDictionary<int, IReadOnlyList<NotebookOutput>> Run(Action<NotebookCell> progress, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
        using var kernel = KernelProcess.Start(folder, limits, cancellation);
        Dictionary<int, IReadOnlyList<NotebookOutput>> outputs = [];
        foreach (var cell in notebook.CodeCells)
        {
            progress(cell);
            var result = kernel.Run(cell.Source, cancellation);
            cancellation.ThrowIfCancellationRequested();
            outputs.Add(cell.Number, result.Failure is { } failure ? [.. result.Outputs, Accept(cell, failure)] : result.Outputs);
        }
        return outputs;
    }

    private NotebookOutput Accept(NotebookCell cell, CellFailure failure) =>
        cell.Tags.Contains(CellTags.MayFail) && !failure.EndsKernel ? NotebookOutput.Of(failure) : throw new CommandException(Describe(cell, failure));

    private string Describe(NotebookCell cell, CellFailure failure)
    {
        var lines = cell.Source.ReplaceLineEndings("\n").Split('\n');
        var where = failure.Line >= 1 && failure.Line <= lines.Length ? $", line {failure.Line}: `{lines[failure.Line - 1].Trim()}`" : "";
        return $"{notebook.Path}: cell [{cell.Number}]{where}: {failure.Name}: {failure.Message}";
    }
}
