using System.CommandLine;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen info`: which LibTorch this stands on, how it was set up and how fast it is.</summary>
public static class InfoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("info", "Say which LibTorch this stands on, the settings chosen and why, and how fast it is here");
        command.SetAction(_ => ExitCode.Done);
        return command.WithExamples(("minimagen info", "as a table"), ("minimagen info --json", "for a script"));
    }
}
