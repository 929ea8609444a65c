using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Cli.Testing;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen test`: builds everything and runs the tests.</summary>
internal static class TestCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var words = new Argument<string[]>("words")
        {
            Description = "Run only the tests whose full name contains one of these; all when left out",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("test", "Build everything and run the tests; the last line counts them") { words };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(words)!, cancellation)));
        return command.WithExamples(
            ("minimagen test", "all of them, in about ten minutes"),
            ("minimagen test Diffusion", "those of one namespace"),
            ("dotnet test", "the same without the count at the end"));
    }

    private static int Run(string[] words, CancellationToken cancellation)
    {
        var count = new TestRun(ProjectFolder.Path, words).Run(cancellation);
        Console.WriteLine($"{count.Passed} passed, {count.Failed} failed, {count.Skipped} skipped");
        if (count is { Passed: 0, Failed: 0, Skipped: 0 })
        {
            throw new CommandException($"no test's name contains {string.Join(" or ", words.Select(word => $"'{word}'"))}", ExitCode.WrongUsage);
        }

        return count.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
