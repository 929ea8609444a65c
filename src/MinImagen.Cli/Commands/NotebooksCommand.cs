using System.CommandLine;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen notebooks …`: runs the lessons.</summary>
internal static class NotebooksCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var command = new Command("notebooks", "Run the lessons, and check that their outputs are what their code gives")
        {
            NotebooksRunCommand.Create(),
            NotebooksPrepareCommand.Create(),
            NotebooksListCommand.Create(),
        };
        return command.WithExamples(
            ("minimagen notebooks prepare", "before the first lesson in an editor"),
            ("minimagen notebooks run", "runs all lessons, and writes their outputs into them"),
            ("minimagen notebooks run --check", "whether the committed outputs are what the code gives"));
    }
}
