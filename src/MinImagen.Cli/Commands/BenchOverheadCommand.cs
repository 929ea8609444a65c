using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MinImagen.Cli.Terminal;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>
/// `minimagen bench overhead`: what it costs to call an operator, beside PyTorch's own cost on the same machine. Four
/// floats are added to four floats, so that almost all of the time is the call.
/// </summary>
public static class BenchOverheadCommand
{
    private const int Calls = 20_000;
    private const int Rounds = 15;

    /// <summary>.NET compiles what is called often again, better, and takes its time to begin.</summary>
    private static readonly TimeSpan UntilCompiled = TimeSpan.FromSeconds(1.5);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<bool> json = JsonReport.CreateOption();
        Option<string> python = new("--python")
        {
            Description = "The Python to compare with, which has torch",
            DefaultValueFactory = _ => "/usr/bin/python3",
        };
        Option<double?> atMost = new("--at-most") { Description = "Fail when the median of ours / PyTorch's is above this" };
        Command command = new("overhead", "What one operator call costs, beside PyTorch's own") { json, python, atMost };
        command.SetAction((parsed, cancellation) => Task.FromResult(
            Run(parsed.GetValue(json), parsed.GetValue(python)!, parsed.GetValue(atMost), cancellation)));
        return command.WithExamples(
            ("minimagen bench overhead", "alternating with python3-torch where that is installed"),
            ("minimagen bench overhead --at-most 1", "exit code 1 when ours costs more"));
    }

    private static int Run(bool json, string python, double? atMost, CancellationToken cancellation)
    {
        List<double> ours = [], theirs = [], ratios = [];
        using PythonOverhead? other = PythonOverhead.Start(python);
        if (other is null && atMost is not null)
            throw new CommandException($"no PyTorch to compare with at {python}: apt-get install python3-torch, or --python PATH");

        using var noGrad = no_grad();
        using Tensor a = tensor(new[] { 1f, 2f, 3f, 4f });
        using Tensor b = tensor(new[] { 5f, 6f, 7f, 8f });
        for (Stopwatch warmUp = Stopwatch.StartNew(); warmUp.Elapsed < UntilCompiled;)
            NanosecondsACall(a, b);

        // In turns, so that whatever else the machine does falls on both.
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            ours.Add(NanosecondsACall(a, b));
            if (other is null)
                continue;
            theirs.Add(other.NanosecondsACall(Calls));
            ratios.Add(ours[^1] / theirs[^1]);
        }

        double? ratio = other is null ? null : Median(ratios);
        if (json)
            JsonReport.Write(new { Calls, Rounds, NanosecondsACall = Median(ours), PytorchNanosecondsACall = other is null ? (double?)null : Median(theirs), Ratio = ratio });
        else
            Console.WriteLine(Describe(Median(ours), other is null ? null : Median(theirs), ratio, python));
        return ratio > atMost ? ExitCode.Failed : ExitCode.Done;
    }

    private static string Describe(double ours, double? theirs, double? ratio, string python) => theirs is null
        ? string.Create(CultureInfo.InvariantCulture, $"add of 4 floats: {ours:F0} ns a call (no PyTorch at {python} to compare with)")
        : string.Create(CultureInfo.InvariantCulture, $"add of 4 floats: {ours:F0} ns a call, PyTorch {theirs:F0} ns, median ratio {ratio:F2}");

    private static double NanosecondsACall(Tensor a, Tensor b)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < Calls; call++)
            a.add(b).Dispose();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
