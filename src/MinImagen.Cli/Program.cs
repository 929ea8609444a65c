using System.CommandLine;
using System.CommandLine.Help;
using MinImagen.Cli.Commands;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli;

/// <summary>The entry point: the list of commands, and what all of them share.</summary>
public static class Program
{
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("info", InfoCommand.Create),
        ("bench", BenchCommand.Create),
        ("data", DataCommand.Create),
        ("text", TextCommand.Create),
        ("parity", ParityCommand.Create),
        ("train", TrainCommand.Create),
        ("generate", GenerateCommand.Create),
        ("play", PlayCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("pack", PackCommand.Create),
        ("overfit", OverfitCommand.Create),
        ("demo", DemoCommand.Create),
        ("notebooks", NotebooksCommand.Create),
        ("book", BookCommand.Create),
        ("test", TestCommand.Create),
    ];

    /// <summary>Runs one command line and returns its exit code (see <see cref="ExitCode"/>).</summary>
    public static int Main(string[] arguments) => CommandRunner.Run(CreateRoot(arguments.FirstOrDefault()), arguments);

    /// <summary>The root with its commands.</summary>
    /// <param name="first">The first word of the command line: where it names a command, the others are not made.</param>
    internal static RootCommand CreateRoot(string? first = null)
    {
        RootCommand root = new("Imagen, the text-to-image diffusion model, to be read and run.") { CommandRunner.DebugOption };
        var named = Commands.Where(command => command.Name == first).ToArray();
        foreach (var (_, create) in named.Length > 0 ? named : Commands)
        {
            root.Add(create());
        }

        HelpWithExamples help = new();
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.SetAction(help.Invoke);
        return root.WithExamples(
            ("minimagen demo", "draw a dozen captions with the models that ship"),
            ("minimagen info", "which LibTorch this stands on, and how fast it is here"),
            ("minimagen COMMAND --help", "what a command takes, with examples"));
    }
}
