using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen notebooks list`: which lessons there are.</summary>
internal static class NotebooksListCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var json = JsonReport.CreateOption();
        var command = new Command("list", "Say which lessons there are, their titles and whether they hold outputs") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command.WithExamples(("minimagen notebooks list", "in the order in which they are read"));
    }

    private static int Run(bool json)
    {
        var lessons = LessonFiles.All().Concat(LessonFiles.Solutions()).Select(NotebookFile.Read).Select(notebook => new
        {
            Notebook = notebook.Path,
            notebook.Title,
            Cells = notebook.CodeCells.Count(),
            Executed = notebook.CodeCells.Any(cell => cell.Outputs.Count > 0),
        }).ToArray();
        if (json)
        {
            JsonReport.Write(new { Notebooks = lessons });
            return ExitCode.Done;
        }
        var width = lessons.Select(lesson => lesson.Notebook.Length).DefaultIfEmpty().Max();
        foreach (var lesson in lessons)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{lesson.Notebook.PadRight(width)}  {lesson.Cells,3} cells  {(lesson.Executed ? "executed    " : "not executed")}  {lesson.Title}"));
        }
        return ExitCode.Done;
    }
}
