using System.Diagnostics;
using System.Text.Json;

namespace MinImagen.Cli.Tests;

/// <summary>Drives the command line as a user does: as a process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The folder that holds MinImagen.sln.</summary>
    internal static string Repository { get; } = FindRepository();

    /// <summary>Runs `minimagen` with arguments, in the repository's root.</summary>
    internal static CommandLine Run(params string[] arguments) => RunWith([], arguments);

    /// <summary>The same with environment variables; a null value takes a variable away.</summary>
    internal static CommandLine RunWith(Dictionary<string, string?> environment, params string[] arguments) =>
        RunOn([], environment, arguments);

    /// <summary>The same with bytes on standard input.</summary>
    internal static CommandLine RunOn(byte[] input, Dictionary<string, string?> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"minimagen {string.Join(' ', arguments)} did not end in {Patience}");
        }
        return new CommandLine(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts `minimagen` and leaves it running.</summary>
    internal static Process Start(Dictionary<string, string?> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "minimagen.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository,
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    /// <summary>Standard output as the one JSON object that it must be.</summary>
    internal JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }

    private static string FindRepository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "MinImagen.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new DirectoryNotFoundException($"no MinImagen.sln above {AppContext.BaseDirectory}");
    }
}
