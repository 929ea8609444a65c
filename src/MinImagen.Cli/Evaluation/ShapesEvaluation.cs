using System.Diagnostics;
using MinImagen.Cli.Commands;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Evaluation;

/// <summary>Asks a model of shapes for pictures, and reads what it drew.</summary>
/// <param name="generator">The model.</param>
/// <param name="asked">The scenes, a picture each.</param>
/// <param name="seed">Decides the noise.</param>
/// <param name="batchSize">Pictures at a time.</param>
internal sealed class ShapesEvaluation(ImageGenerator generator, IReadOnlyList<Scene> asked, long seed, int batchSize)
{
    private readonly string[] captions = [.. asked.Select(scene => scene.Caption)];

    /// <summary>Batches that one way of sampling takes.</summary>
    public int Batches => (captions.Length + batchSize - 1) / batchSize;

    /// <summary>Draws and reads.</summary>
    /// <param name="settings">How to sample.</param>
    /// <param name="bar">Told every step.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The result, and the pictures, shape (n, 3, side, side), which the caller disposes.</returns>
    public (ShapesResult Result, Tensor Pictures) Run(SamplingSettings settings, SamplingBar bar, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var pictures = generator.Generate(captions, settings.ToSampleOptions(seed), batchSize, bar, cancellation);
        var seconds = watch.Elapsed.TotalSeconds / captions.Length;
        var outcomes = asked.Zip(CaptionReader.Read(pictures), (scene, reading) => new SceneOutcome(scene, reading));
        return (new ShapesResult(settings, [.. outcomes], seconds), pictures);
    }
}
