using System.Diagnostics;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Bench;

/// <summary>
/// One piece of work to measure, and what it took so far. Cases take turns, and within a case ours and the original's, so
/// that whatever else the machine does falls on all.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="work">The work.</param>
/// <param name="precision">What it computes with.</param>
/// <param name="threads">On how many threads.</param>
/// <param name="original">Whom to take turns with; null to measure ours alone.</param>
internal sealed class BenchCase(BenchModel model, BenchWork work, Precision precision, int threads, OriginalProcess? original) : IDisposable
{
    /// <summary>Runs before the first measurement: .NET compiles what is called often a second time, and better.</summary>
    public const int WarmUps = 3;

    private readonly BenchSubject subject = new(model, precision);
    private readonly List<double> ours = [];
    private readonly List<double> theirs = [];
    private double? difference;

    /// <summary>The model.</summary>
    public BenchModel Model => model;

    /// <summary>The work.</summary>
    public BenchWork Work => work;

    /// <summary>What it computes with.</summary>
    public Precision Precision => precision;

    /// <summary>On how many threads.</summary>
    public int Threads => threads;

    /// <summary>Compares with the original, and runs both until they are as fast as they become.</summary>
    /// <param name="folder">Where the original finds weights and inputs.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    public void WarmUp(string folder, CancellationToken cancellation)
    {
        set_num_threads(threads);
        if (original is not null)
        {
            subject.Save(folder);
            difference = Difference(original.Output(model, work));
        }

        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            cancellation.ThrowIfCancellationRequested();
            subject.Run(work).Dispose();
            original?.Seconds(model, work, repeats: 1);
        }
    }

    /// <summary>Measures once.</summary>
    public void Measure()
    {
        set_num_threads(threads);
        var start = Stopwatch.GetTimestamp();
        subject.Run(work).Dispose();
        ours.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        if (original is not null)
        {
            theirs.Add(original.Seconds(model, work, repeats: 1) * 1000);
        }
    }

    /// <summary>What came of it.</summary>
    public BenchResult Result()
    {
        return new BenchResult
        {
            Model = model.Name,
            Work = work,
            Precision = precision,
            Threads = threads,
            Milliseconds = Spread.Of(ours),
            OriginalMilliseconds = original is null ? null : Spread.Of(theirs),
            Ratio = original is null ? null : Spread.Of(ours.Zip(theirs, (own, other) => own / other)),
            Difference = difference,
            PeakMegabytes = PeakMegabytes(),
            OriginalPeakMegabytes = original?.PeakMegabytes,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => subject.Dispose();

    /// <summary>max |a − b| of two results of the same draws.</summary>
    private double Difference(float[] theirs)
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
