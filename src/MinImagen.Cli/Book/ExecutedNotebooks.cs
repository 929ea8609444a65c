using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>Whether notebooks show what their cells give: run from the top by a fresh kernel, plots with their pictures.</summary>
internal static class ExecutedNotebooks
{
    /// <summary>Looks at all of them before any is turned into a page.</summary>
    /// <exception cref="CommandException">Names those that must be run, and how.</exception>
    internal static void Check(IReadOnlyList<NotebookFile> notebooks)
    {
        (NotebookFile Notebook, string? What)[] wanting = [.. notebooks.Select(notebook => (notebook, What: WantingIn(notebook))).Where(pair => pair.What is not null)];
        if (wanting.Length > 0)
        {
            throw new CommandException(
                $"{string.Join("; ", wanting.Select(pair => $"{pair.Notebook.Path} {pair.What}"))}. Run: ./minimagen notebooks run {string.Join(' ', wanting.Select(pair => pair.Notebook.Path))}");
        }
    }

    private static string? WantingIn(NotebookFile notebook)
    {
        if (notebook.CodeCells.FirstOrDefault(cell => cell.ExecutionCount is null) is { } idle)
        {
            return $"was not run to its end: cell [{idle.Number}] has no outputs yet";
        }
        if (notebook.CodeCells.FirstOrDefault(cell => cell.ExecutionCount != cell.Number) is { } late)
        {
            return $"was changed since it was run from the top: its cell {late.Number} was run as the {late.ExecutionCount}.";
        }
        var bare = notebook.CodeCells.FirstOrDefault(cell => StaticPlots.Lacking(cell.Outputs.Select(NotebookOutput.Of)).Count > 0);
        return bare is null ? null : $"has a plot without a picture beside it, in cell [{bare.Number}]: it was run without Chromium";
    }
}
