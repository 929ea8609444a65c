using System.CommandLine;
using MinImagen.Cli.Notebooks;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen notebooks prepare`: builds the folder that the lessons' #r points to.</summary>
internal static class NotebooksPrepareCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var anyway = new Option<bool>("--anyway") { Description = "Build it even where it is of the sources as they are" };
        var command = new Command("prepare", "Build the library that the lessons refer to, complete with what is native, into artifacts/notebooks") { anyway };
        command.SetAction((parsed, cancellation) =>
        {
            var library = new LessonLibrary(ProjectFolder.Path);
            var built = ProgressBoard.Run(board =>
            {
                var row = board.Add("the lessons' library", 1);
                row.Report(0, "is being built");
                var result = library.Prepare(parsed.GetValue(anyway), cancellation);
                row.Report(1);
                return result;
            });
            Console.WriteLine(built ? $"built {library.Folder}: restart the kernels that had the old one" : $"{library.Folder} is of the sources as they are");
            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(("minimagen notebooks prepare", "before the first lesson in an editor, and after a change of the library"));
    }
}
