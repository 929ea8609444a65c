using System.CommandLine;
using System.Runtime.InteropServices;

namespace MinImagen.Cli.Terminal;

/// <summary>Parses a command line, runs it, and turns what happens into one line on standard error and an exit code.</summary>
public static class CommandRunner
{
    /// <summary>`--debug`, taken by every command: an error also prints its stack trace.</summary>
    public static Option<bool> DebugOption { get; } = new("--debug")
    {
        Description = "Print the stack trace of an error (also: MINIMAGEN_DEBUG=1)",
        Recursive = true,
    };

    /// <summary>
    /// Runs <paramref name="arguments"/>. The first Ctrl-C (or SIGTERM) cancels the command's token, so that it can
    /// write what it has; the second ends the process at once.
    /// </summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(RootCommand root, string[] arguments)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return SayWrongUsage(parsed);

        using var cancellation = new CancellationTokenSource();
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = !cancellation.IsCancellationRequested;
            if (signal.Cancel)
                cancellation.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

        // The signals are ours: System.CommandLine's own handler would end the process two seconds later.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        var debug = parsed.GetValue(DebugOption) || Environment.GetEnvironmentVariable("MINIMAGEN_DEBUG") is "1" or "true";
        try
        {
            // Not awaited: a command that prints or works with tensors stays on the thread that it began on.
            return parsed.InvokeAsync(configuration, cancellation.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Say("interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception failure)
        {
            var cause = failure is AggregateException { InnerException: { } inner } ? inner : failure;
            Say(debug ? cause.ToString() : Explain(cause));
            return cause is CommandException { ExitCode: var exitCode } ? exitCode : ExitCode.Failed;
        }
    }

    private static int SayWrongUsage(ParseResult parsed)
    {
        foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
            Say(message);

        Console.Error.WriteLine($"See: {string.Join(' ', PathOf(parsed.CommandResult.Command))} --help");
        return ExitCode.WrongUsage;
    }

    /// <summary>What is typed to reach a command: the program's name, the commands above it and its own.</summary>
    private static IEnumerable<string> PathOf(Command command) =>
        command.Parents.OfType<Command>().SelectMany(PathOf).Append(command.Name);

    private static void Say(string message) => Console.Error.WriteLine($"minimagen: {message}");

    private static string Explain(Exception cause) => cause switch
    {
        CommandException or IOException or UnauthorizedAccessException or InvalidDataException or InsufficientMemoryException => OneLine(cause.Message),
        DllNotFoundException => OneLine(cause.Message) + " (delete the folder artifacts and run ./minimagen again, which builds for this machine)",
        TypeInitializationException { InnerException: { } inner } => Explain(inner),
        _ => $"{OneLine(cause.Message)} ({cause.GetType().Name}; --debug shows where)",
    };

    /// <summary>The first paragraph: LibTorch's messages go on with a C++ stack.</summary>
    private static string OneLine(string message)
    {
        var first = message.Split("\nException raised from", 2)[0];
        return string.Join(' ', first.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
