using System.Diagnostics;
using System.Text;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>The kernel of .NET Interactive: a .NET tool, whose version <c>.config/dotnet-tools.json</c> names.</summary>
internal static class KernelTool
{
    private static readonly string[] call = ["tool", "run", "dotnet-interactive", "--"];

    /// <summary>Fetches it where it is missing.</summary>
    /// <param name="announce">Told before it is fetched.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">It cannot be fetched.</exception>
    internal static void Restore(Action announce, CancellationToken cancellation)
    {
        if (Dotnet([.. call, "--version"], cancellation).ExitCode == 0)
        {
            return;
        }
        announce();
        var restore = Dotnet(["tool", "restore"], cancellation);
        if (restore.ExitCode != 0)
        {
            var reason = restore.Error.Trim() is { Length: > 0 } said ? said : restore.Output.Trim();
            throw new CommandException($"the notebook kernel cannot be fetched (dotnet tool restore): {reason.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>How a kernel is started that speaks JSON over its standard streams.</summary>
    /// <param name="folder">Where its relative paths begin.</param>
    internal static ProcessStartInfo StartInfo(string folder)
    {
        // The tool is found from the project's folder; the kernel itself goes to the notebook's.
        var start = new ProcessStartInfo(DotnetHost.Program, [.. call, "stdio", "--working-dir", Path.GetFullPath(folder)])
        {
            WorkingDirectory = ProjectFolder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        return start;
    }

    private static ChildProcess Dotnet(IEnumerable<string> arguments, CancellationToken cancellation) =>
        ChildProcess.Run(ProjectFolder.Path, DotnetHost.Program, arguments, cancellation) ?? throw new CommandException($"{DotnetHost.Program} cannot be started");
}
