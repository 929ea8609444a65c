using System.Diagnostics;
using System.Text.Json;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Engine;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Bench;

/// <summary>When a process that draws a picture was how far, in seconds from the moment that it was asked for.</summary>
/// <param name="Runtime">.NET runs, and the command line is read.</param>
/// <param name="Engine">LibTorch is loaded and has made a tensor, on a thread of its own.</param>
/// <param name="Model">The model and its text encoder are there, with their weights.</param>
/// <param name="Step">The caption is encoded, and the first sampling step is done.</param>
internal sealed record StartStages(double Runtime, double Engine, double Model, double Step)
{
    private const string Caption = "a red circle";

    /// <summary>Goes through them in this process.</summary>
    /// <param name="training">The training directory of the model.</param>
    /// <param name="since">When the process was asked for, as <see cref="Stopwatch.GetTimestamp"/> counts in every process.</param>
    public static StartStages Pass(string training, long since)
    {
        double Now() => Stopwatch.GetElapsedTime(since).TotalSeconds;
        var runtime = Now();
        using var generator = ImageGenerator.Open(training);
        var model = Now();
        var step = FirstStep(generator, Now);
        return new StartStages(runtime, Stopwatch.GetElapsedTime(since, EngineLoading.Begin().Result).TotalSeconds, model, step);
    }

    /// <summary>Goes through them in a new process.</summary>
    public static StartStages OfNewProcess(string training, string sinceOption, CancellationToken cancellation)
    {
        var output = OwnProcess.Run(["bench", "start", "--from", training, sinceOption, $"{Stopwatch.GetTimestamp()}"], cancellation);
        return JsonSerializer.Deserialize<StartStages>(output)!;
    }

    private static double FirstStep(ImageGenerator generator, Func<double> now)
    {
        using var enough = new CancellationTokenSource();
        var first = new SeenStep(now, enough);
        var options = new SampleOptions { Sampler = Samplers.Parse("dpmpp", 20), CondScale = BenchModel.Guidance, Seed = 0 };
        try
        {
            generator.Generate([Caption], options, progress: first, cancellation: enough.Token).Dispose();
        }
        catch (OperationCanceledException)
        {
            // The first step is all that was asked for.
        }

        return first.Seconds;
    }

    private sealed class SeenStep(Func<double> now, CancellationTokenSource enough) : IProgress<(int Begin, SampleProgress Step)>
    {
        public double Seconds { get; private set; }

        public void Report((int Begin, SampleProgress Step) value)
        {
            Seconds = now();
            enough.Cancel();
        }
    }
}
