using System.Diagnostics;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Testing;

/// <summary>Builds the solution and runs its tests, one project after another: each has LibTorch's threads to itself.</summary>
/// <param name="root">The project's folder.</param>
/// <param name="words">Tests run whose full name contains one of these; all when empty.</param>
internal sealed class TestRun(string root, IReadOnlyList<string> words)
{
    private readonly string results = Path.Combine(root, "artifacts", "tests");

    /// <summary>Builds and runs them; what dotnet prints is shown as it comes.</summary>
    /// <param name="cancellation">Ends what runs.</param>
    /// <exception cref="CommandException">The build failed.</exception>
    public TestCount Run(CancellationToken cancellation)
    {
        Say("building the tests");
        if (Dotnet(["build", "MinImagen.sln", "-c", "Release", "-v", "q", "--nologo"], cancellation) != 0)
        {
            throw new CommandException("the tests cannot be built");
        }

        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        string[] projects = [.. Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return projects.Aggregate(default(TestCount), (count, project) => count + RunProject(project, cancellation));
    }

    private TestCount RunProject(string project, CancellationToken cancellation)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Say($"running {name}");
        string[] filter = words.Count == 0 ? [] : ["--filter", string.Join('|', words.Select(word => $"FullyQualifiedName~{word}"))];
        var exitCode = Dotnet(
            [
                "test", project, "-c", "Release", "--no-build", "--nologo", "-v", "q", "--results-directory", results,
                "--logger", $"trx;LogFileName={name}.trx", "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none", .. filter,
            ],
            cancellation);
        var count = TestCount.Read(Path.Combine(results, name + ".trx"));

        // A project that ends without saying which test failed has failed all the same.
        return exitCode != 0 && count.Failed == 0 ? count with { Failed = 1 } : count;
    }

    private int Dotnet(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotnetHost.Program, arguments) { WorkingDirectory = root, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var ended = cancellation.Register(() => process.Kill(entireProcessTree: true));
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode;
    }

    private static void Say(string message) => Console.Error.WriteLine($"minimagen: {message}");
}
