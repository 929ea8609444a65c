using System.Diagnostics;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Generation;
using SixLabors.ImageSharp;
using static TorchSharp.torch;

namespace MinImagen.Cli.Play;

/// <summary>Makes a picture and tells of every step of it; one at a time, see <see cref="TurnQueue"/>.</summary>
/// <param name="generator">The model; disposed with this object.</param>
/// <param name="world">What the model can do.</param>
internal sealed class Studio(ImageGenerator generator, PlayWorld world) : IDisposable
{
    private readonly Lock drawing = new();

    /// <summary>What the model can do.</summary>
    public PlayWorld World => world;

    /// <summary>Draws on this thread.</summary>
    /// <param name="request">What to draw, and how; without a problem.</param>
    /// <param name="tell">Told of every step that is shown, and of the end.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public void Draw(DrawRequest request, Action<DrawEvent> tell, CancellationToken cancellation)
    {
        using var alone = drawing.EnterScope();
        var watch = Stopwatch.StartNew();
        var options = request.ToSettings(world).ToSampleOptions(request.Seed);
        PredictionHistogram? histogram = null;
        var watched = new WatchedThresholding(
            options.Thresholding!, (xStart, bound) => histogram = PredictionHistogram.Of(xStart, bound));
        var progress = new SynchronousProgress<(int, SampleProgress Step)>(report =>
        {
            if (IsShown(report.Step))
            {
                tell(Show(report.Step, histogram!));
            }
        });

        using var pictures = generator.Generate([request.Caption], options with { Thresholding = watched }, 1, progress, cancellation);
        tell(new DrawEvent.Done(watch.Elapsed.TotalSeconds));
    }

    /// <summary>Frees the model, as soon as nothing is drawn with it.</summary>
    public void Dispose()
    {
        using var alone = drawing.EnterScope();
        generator.Dispose();
    }

    /// <summary>Of many steps only every so-manieth, and the last of each U-Net.</summary>
    private static bool IsShown(SampleProgress step)
    {
        var every = (step.Steps + PlayLimits.ShownSteps - 1) / PlayLimits.ShownSteps;
        return step.Step % every == 0 || step.Step == step.Steps;
    }

    private static DrawEvent.Step Show(SampleProgress step, PredictionHistogram histogram) =>
        new(step.UnetNumber, step.Step, step.Steps, Png(step.Picture), Png(step.PredictedPicture), histogram);

    private static byte[] Png(Func<Tensor> copy)
    {
        using var scope = NewDisposeScope();
        using var pictures = copy();
        using var image = PictureFile.ToImage(pictures[0]);
        using var bytes = new MemoryStream();
        image.SaveAsPng(bytes);
        return bytes.ToArray();
    }
}
