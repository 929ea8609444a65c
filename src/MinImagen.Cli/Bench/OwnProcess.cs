using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Bench;

/// <summary>Runs this program again in a process of its own, which has measured nothing before.</summary>
internal static class OwnProcess
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="CommandException">It failed; the message is its own.</exception>
    public static string Run(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var process = ChildProcess.Run(
            Environment.CurrentDirectory, DotnetHost.Program, [typeof(OwnProcess).Assembly.Location, .. arguments], cancellation)
            ?? throw new CommandException($"{DotnetHost.Program} cannot be started");
        return process.ExitCode == ExitCode.Done
            ? process.Output
            : throw new CommandException($"a process that was to measure ended with exit code {process.ExitCode}: {process.Error.Trim()}");
    }
}
