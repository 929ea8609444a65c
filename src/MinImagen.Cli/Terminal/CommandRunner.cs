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
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return SayWrongUsage(parsed);

        using CancellationTokenSource cancellation = new();
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = !cancellation.IsCancellationRequested;
            if (signal.Cancel)
                cancellation.Cancel();
        }
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

        // The signals are ours: System.CommandLine's own handler would end the process two seconds later.
        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        bool debug = parsed.GetValue(DebugOption) || Environment.GetEnvironmentVariable("MINIMAGEN_DEBUG") is "1" or "true";
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
            Exception cause = failure is AggregateException { InnerException: { } inner } ? inner : failure;
            Say(debug ? cause.ToString() : Explain(cause));
            return cause is CommandException { ExitCode: var exitCode } ? exitCode : ExitCode.Failed;
        }
    }

    private static int SayWrongUsage(ParseResult parsed)
    {
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
            Say(message);

        Command command = parsed.CommandResult.Command;
        IEnumerable<string> path = command.Parents.OfType<Command>().Reverse().Append(command).Select(part => part.Name);
        Console.Error.WriteLine($"See: {string.Join(' ', path)} --help");
        return ExitCode.WrongUsage;
    }

    private static void Say(string message) => Console.Error.WriteLine($"minimagen: {message}");

    private static string Explain(Exception cause) => cause switch
    {
        CommandException or IOException or UnauthorizedAccessException or InvalidDataException or InsufficientMemoryException => OneLine(cause.Message),
        DllNotFoundException => OneLine(cause.Message) + " (./minimagen says what to install)",
        TypeInitializationException { InnerException: { } inner } => Explain(inner),
        _ => $"{OneLine(cause.Message)} ({cause.GetType().Name}; --debug shows where)",
    };

    /// <summary>The first paragraph: LibTorch's messages go on with a C++ stack.</summary>
    private static string OneLine(string message)
    {
        string first = message.Split("\nException raised from", 2)[0];
        return string.Join(' ', first.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
