using System.CommandLine;
using System.Diagnostics;
using MinImagen.Cli.Parity;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen parity FOLDER`: runs recorded cases of the Python original and compares the numbers.</summary>
public static class ParityCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<DirectoryInfo> folder = new("FOLDER")
        {
            Description = "A folder of recorded cases: manifest.json and the files that it names",
        };
        Option<DirectoryInfo?> output = new("--out")
        {
            Description = "Write every computed tensor, one .safetensors file a case, into this folder",
            HelpName = "DIR",
        };
        Option<bool> json = JsonReport.CreateOption();

        Command command = new("parity", "Run recorded cases of the Python original and compare the numbers") { folder, output, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(folder),
            parsed.GetValue(output),
            parsed.GetValue(json),
            parsed.InvocationConfiguration,
            cancellation)));
        return command.WithExamples(
            ("minimagen parity tests/golden", "the cases that ship"),
            ("minimagen parity tests/golden --out computed", "and keep what was computed"),
            ("minimagen parity tests/golden --json", "every difference, for a script"));
    }

    private static int Run(
        DirectoryInfo folder, DirectoryInfo? output, bool json, InvocationConfiguration console, CancellationToken cancellation)
    {
        var golden = GoldenFolder.Open(folder.FullName);
        if (output is not null && output.FullName.TrimEnd('/') == folder.FullName.TrimEnd('/'))
            throw new CommandException("--out would overwrite the recorded cases: give another folder.", ExitCode.WrongUsage);

        var result = RunCases(golden, new ParityHarness(output), json ? console.Error : console.Output, cancellation);
        if (json)
            JsonReport.Write(ParityJson.Report(result));
        return result.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static ParityResult RunCases(GoldenFolder golden, ParityHarness harness, TextWriter lines, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var idWidth = golden.Cases.Max(item => item.Id.Length);
        var reports = new List<CaseReport>();
        foreach (var item in golden.Cases)
        {
            cancellation.ThrowIfCancellationRequested();
            var report = harness.Run(item);
            reports.Add(report);
            lines.WriteLine(ParityText.Line(report, idWidth));
        }

        var result = new ParityResult(golden.Root, reports, watch.Elapsed);
        lines.WriteLine(ParityText.Summary(result));
        return result;
    }
}
