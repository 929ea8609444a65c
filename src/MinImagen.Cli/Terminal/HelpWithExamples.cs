using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MinImagen.Cli.Terminal;

/// <summary>System.CommandLine's help, followed by the command's examples.</summary>
public sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction help = new();

    /// <summary>Whoever asks for help need not give the required options first.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        IReadOnlyList<(string CommandLine, string Meaning)> examples = CommandExamples.Of(parseResult.CommandResult.Command);
        if (examples.Count == 0)
            return exitCode;

        var output = parseResult.InvocationConfiguration.Output;
        var width = examples.Max(example => example.CommandLine.Length);
        output.WriteLine("Examples:");
        foreach (var (commandLine, meaning) in examples)
            output.WriteLine($"  {commandLine.PadRight(width)}  {meaning}");
        output.WriteLine();
        return exitCode;
    }
}
