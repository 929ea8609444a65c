using System.Diagnostics;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Bench;

/// <summary>Runs this program again in a process of its own, which has measured nothing before.</summary>
internal static class OwnProcess
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="CommandException">It failed; the message is its own.</exception>
    public static string Run(IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(OwnProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == ExitCode.Done
            ? output
            : throw new CommandException($"a process that was to measure ended with exit code {process.ExitCode}: {errors.Result.Trim()}");
    }
}
