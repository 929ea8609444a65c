using System.Diagnostics;
using MinImagen.Lib.Engine;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Bench;

/// <summary>
/// Measures. Ours and the original's take turns, run by run, so that whatever else the machine does falls on both.
/// </summary>
/// <param name="rounds">How many measurements of each.</param>
/// <param name="cancellation">Stops between two rounds.</param>
internal sealed class BenchRun(int rounds, CancellationToken cancellation)
{
    /// <summary>.NET compiles what is called often a second time, and better.</summary>
    private const int WarmUps = 3;

    /// <summary>Measures one piece of work.</summary>
    /// <param name="model">The model.</param>
    /// <param name="subject">The model with weights and inputs.</param>
    /// <param name="work">The work.</param>
    /// <param name="precision">What it computes with.</param>
    /// <param name="original">Whom to take turns with.</param>
    /// <returns>The result.</returns>
    public BenchResult Measure(BenchModel model, BenchSubject subject, BenchWork work, Precision precision, OriginalProcess? original)
    {
        var difference = original is null ? (double?)null : Difference(subject, work, original.Output(model, work));
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            subject.Run(work).Dispose();
            original?.Seconds(model, work, repeats: 1);
        }

        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            ours.Add(Milliseconds(() => subject.Run(work).Dispose()));
            if (original is not null)
            {
                theirs.Add(original.Seconds(model, work, repeats: 1) * 1000);
            }
        }

        var milliseconds = Spread.Of(ours);
        var peak = PeakMegabytes();
        var operators = OperatorTimes.Available ? OperatorTimes.Of(() => subject.Run(work).Dispose()) : [];
        return new BenchResult
        {
            Model = model.Name,
            Work = work,
            Precision = precision,
            Threads = get_num_threads(),
            Milliseconds = milliseconds,
            OriginalMilliseconds = original is null ? null : Spread.Of(theirs),
            Ratio = original is null ? null : Spread.Of(ours.Zip(theirs, (own, other) => own / other)),
            Difference = difference,
            Gigaflops = operators.Count == 0 ? null : operators.Sum(time => time.Flops) / milliseconds.Median / 1e6,
            PeakMegabytes = peak,
            OriginalPeakMegabytes = original?.PeakMegabytes,
            Operators = operators.Take(10).ToArray(),
        };
    }

    private static double Milliseconds(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>max |a − b| of two results of the same draws.</summary>
    private static double Difference(BenchSubject subject, BenchWork work, float[] theirs)
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var ours = subject.Run(work).contiguous().to(ScalarType.Float32);
        return (ours.flatten() - tensor(theirs)).abs().max().item<float>();
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / (double)(1 << 20);
    }
}
