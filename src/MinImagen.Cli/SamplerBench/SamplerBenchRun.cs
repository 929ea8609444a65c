using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.SamplerBench;

/// <summary>Draws the same captions from the same noise with one sampler after the other, and looks at what came of it.</summary>
/// <param name="generator">A model trained on shapes.</param>
/// <param name="data">The true pictures: their captions are drawn, and their sharpness is the measure.</param>
/// <param name="options">Guidance, thresholding, seed and what else does not change.</param>
/// <param name="batchSize">Pictures at a time.</param>
internal sealed class SamplerBenchRun(ImageGenerator generator, ShapesDataset data, SampleOptions options, int batchSize)
{
    private readonly string[] captions = [.. Enumerable.Range(0, data.Count).Select(data.GetCaption)];

    /// <summary>Measures what the record does not have yet.</summary>
    /// <param name="plan">What to measure.</param>
    /// <param name="record">Where the rows go.</param>
    /// <param name="board">Where progress is shown.</param>
    /// <param name="cancellation">Stops between two steps; finished rows stay.</param>
    /// <returns>The rows of the plan, in its order.</returns>
    public IReadOnlyList<BenchRow> Run(
        IReadOnlyList<BenchPoint> plan, BenchRecord record, ProgressBoard board, CancellationToken cancellation)
    {
        var missing = plan.Except(record.Rows.Select(row => row.Point)).ToArray();
        if (missing.Length > 0)
        {
            var truth = SharpnessOfTruth();
            WarmUp(cancellation);
            var batches = (captions.Length + batchSize - 1) / batchSize;
            var bar = new StepBar(board, batches * missing.Sum(StepsOf));
            foreach (var point in missing)
            {
                record.Add(Measure(point, truth, bar, cancellation));
            }
        }

        return [.. plan.Select(point => record.Rows.First(row => row.Point == point))];
    }

    /// <summary>The SHA-256 of a model's weights, by which it is known again.</summary>
    public static string Digest(Imagen imagen)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var weight in imagen.state_dict().Values)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(weight.detach().cpu().to(float32).contiguous().data<float>().ToArray()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>In how many pictures the reader sees what their caption says.</summary>
    /// <param name="pictures">A picture for each caption, shape (b, 3, side, side), in [0, 1].</param>
    public SceneScore Score(Tensor pictures) =>
        SceneScore.Of([.. CaptionReader.Read(pictures).Select((seen, i) => new SceneOutcome(data.GetScene(i), seen))]);

    private BenchRow Measure(BenchPoint point, double truth, StepBar bar, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        bar.Title = $"{point.Sampler}, {point.StepsText} steps";
        var watch = Stopwatch.StartNew();
        var pictures = generator.Generate(
            captions, options with { Sampler = point.ToSampler() }, batchSize, bar, cancellation);
        var seconds = watch.Elapsed.TotalSeconds;

        return new BenchRow(
            point.Sampler,
            point.Steps,
            point.Steps ?? generator.Imagen.Schedules[0].Timesteps,
            Score(pictures),
            Sharpness.Of(pictures) / truth,
            seconds / captions.Length);
    }

    /// <summary>Draws a batch that nobody looks at: what .NET compiles at the first would be counted to the first row.</summary>
    private void WarmUp(CancellationToken cancellation)
    {
        var batch = captions.Take(batchSize).ToArray();
        generator.Generate(batch, options with { Sampler = new BenchPoint("dpmpp", 2).ToSampler() }, batchSize, cancellation: cancellation).Dispose();
    }

    private double SharpnessOfTruth()
    {
        using var scope = NewDisposeScope();
        return Sharpness.Of(stack(Enumerable.Range(0, data.Count).Select(data.GetImage).ToArray()));
    }

    /// <summary>Steps of all U-Nets for one batch.</summary>
    private int StepsOf(BenchPoint point) =>
        generator.Imagen.Schedules.Sum(schedule => point.ToSampler()[0].StepCount(schedule));

    /// <summary>One row for the whole bench: a step is a step, whichever sampler takes it.</summary>
    private sealed class StepBar(ProgressBoard board, int steps) : IProgress<(int Begin, SampleProgress Step)>
    {
        private readonly ProgressRow row = board.Add("sampling", steps);
        private int done;

        public string Title { get; set; } = "";

        public void Report((int Begin, SampleProgress Step) value) => row.Report(++done, Title);
    }
}
