using System.CommandLine;
using System.CommandLine.Help;
using MinImagen.Cli.Commands;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli;

/// <summary>The entry point: the list of commands, and what all of them share.</summary>
public static class Program
{
    /// <summary>Runs one command line and returns its exit code (see <see cref="ExitCode"/>).</summary>
    public static int Main(string[] arguments) => CommandRunner.Run(CreateRoot(), arguments);

    /// <summary>All commands.</summary>
    internal static RootCommand CreateRoot()
    {
        RootCommand root = new("Imagen, the text-to-image diffusion model, to be read and run.")
        {
            InfoCommand.Create(),
            BenchCommand.Create(),
            DataCommand.Create(),
            TextCommand.Create(),
            ParityCommand.Create(),
            TrainCommand.Create(),
            GenerateCommand.Create(),
            PlayCommand.Create(),
            EvaluateCommand.Create(),
            PackCommand.Create(),
            OverfitCommand.Create(),
            DemoCommand.Create(),
            NotebooksCommand.Create(),
            BookCommand.Create(),
        };
        root.Add(CommandRunner.DebugOption);
        HelpWithExamples help = new();
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.SetAction(help.Invoke);
        return root.WithExamples(
            ("minimagen demo", "draw a dozen captions with the models that ship"),
            ("minimagen info", "which LibTorch this stands on, and how fast it is here"),
            ("minimagen COMMAND --help", "what a command takes, with examples"));
    }
}
