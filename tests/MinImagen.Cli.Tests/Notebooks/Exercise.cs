using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>An exercise of a lesson, or its solution: a heading, a cell to begin from or with the answer, and a cell that checks it.</summary>
/// <param name="Heading">Such as "### Exercise 1: more noise than picture".</param>
/// <param name="Answer">The cell that begins as null, or holds the answer.</param>
/// <param name="Check">The cell that checks it.</param>
/// <param name="Wrong">What follows in a solution: a plausible wrong answer and its check.</param>
internal sealed record Exercise(string Heading, NotebookCell Answer, NotebookCell Check, IReadOnlyList<NotebookCell> Wrong)
{
    /// <summary>Tags the cells of a plausible wrong answer.</summary>
    internal const string WrongTag = "wrong";

    private const string Prefix = "### Exercise ";

    /// <summary>Reads a notebook's exercises.</summary>
    internal static IReadOnlyList<Exercise> In(NotebookFile notebook) =>
        [.. Enumerable.Range(0, notebook.Cells.Count).Where(i => IsHeading(notebook.Cells[i])).Select(i => At(notebook, i))];

    /// <summary>The code before the first exercise: what the answers need.</summary>
    internal static IEnumerable<NotebookCell> PreludeOf(NotebookFile notebook) =>
        notebook.Cells.TakeWhile(cell => !IsHeading(cell)).Where(cell => cell.IsCode);

    private static bool IsHeading(NotebookCell cell) => !cell.IsCode && cell.Source.StartsWith(Prefix, StringComparison.Ordinal);

    private static Exercise At(NotebookFile notebook, int index)
    {
        var heading = notebook.Cells[index].Source.Split('\n')[0];
        var code = notebook.Cells.Skip(index + 1).TakeWhile(cell => cell.IsCode).ToArray();
        Assert.True(code.Length == 2, $"{notebook.Path}, {heading}: {code.Length} code cells follow it, not an answer and its check");
        var wrong = notebook.Cells.Skip(index + 1).TakeWhile(cell => !IsHeading(cell)).Where(cell => cell.IsCode && cell.Tags.Contains(WrongTag));
        return new Exercise(heading, code[0], code[1], [.. wrong]);
    }
}
