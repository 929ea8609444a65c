using System.CommandLine;
using System.Runtime.CompilerServices;

namespace MinImagen.Cli.Terminal;

/// <summary>Examples that a command's `--help` ends with.</summary>
public static class CommandExamples
{
    private static readonly ConditionalWeakTable<Command, (string CommandLine, string Meaning)[]> examplesOf = [];

    /// <summary>Adds examples to a command's help, shown in this order.</summary>
    /// <param name="command">The command.</param>
    /// <param name="examples">What to type, beginning with `minimagen`, and what it does.</param>
    /// <returns><paramref name="command"/>.</returns>
    public static TCommand WithExamples<TCommand>(this TCommand command, params (string CommandLine, string Meaning)[] examples)
        where TCommand : Command
    {
        examplesOf.AddOrUpdate(command, examples);
        return command;
    }

    /// <summary>The examples of <paramref name="command"/>; none where none were given.</summary>
    public static IReadOnlyList<(string CommandLine, string Meaning)> Of(Command command) =>
        examplesOf.TryGetValue(command, out (string CommandLine, string Meaning)[]? examples) ? examples : [];
}
