using System.Diagnostics;
using MinImagen.Cli.Commands;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using static TorchSharp.torch;

namespace MinImagen.Cli.Overfit;

/// <summary>Learns one picture by heart, draws it from pure noise, and says how alike the two are.</summary>
/// <param name="picture">The picture's file.</param>
/// <param name="caption">Its caption.</param>
/// <param name="side">The side that it is brought to.</param>
/// <param name="steps">Training steps.</param>
/// <param name="output">The folder that everything is written to.</param>
/// <param name="seed">Decides the weights, the training and the samples.</param>
internal sealed class OverfitRun(string picture, string caption, int side, int steps, string output, long seed)
{
    /// <summary>Trains, samples, compares.</summary>
    public OverfitReport Run(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var learnt = new OnePicture(picture, side, caption, OverfitRecipe.Training.BatchSize);
        var directory = TrainingDirectory.Create(output);
        ProgressBoard.Run(board => Train(directory, learnt, board, cancellation));
        var trained = watch.Elapsed.TotalSeconds;

        using var scope = NewDisposeScope();
        var original = learnt.GetImage(0);
        var samples = ProgressBoard.Run(board => Sample(board, cancellation));
        var psnr = Enumerable.Range(0, OverfitRecipe.Samples).Select(i => PeakSignalToNoise.Of(samples[i], original)).ToArray();
        return new OverfitReport(
            psnr,
            PeakSignalToNoise.Of(ones_like(original), original),
            PeakSignalToNoise.Of(original.mean([1, 2], keepdim: true).expand_as(original), original),
            trained,
            watch.Elapsed.TotalSeconds - trained,
            SaveSheet(original, samples, psnr),
            Path.Combine(output, "film.png"),
            output);
    }

    private bool Train(TrainingDirectory directory, OnePicture learnt, ProgressBoard board, CancellationToken cancellation)
    {
        manual_seed(seed);
        using var encoder = TextEncoders.Get(TextEncoders.Default);
        using var imagen = Imagen.Create([OverfitRecipe.Unet], OverfitRecipe.Imagen(side));
        NullTokens.Quieten(imagen);
        directory.SaveParameters(imagen, []);

        var options = OverfitRecipe.Training with
        {
            Steps = steps,
            Seed = seed,
            Samples = new TrainingSamples(Math.Max(1, steps / (OverfitRecipe.Frames - 1)), [caption, caption], OverfitRecipe.Film with { Seed = seed }),
        };
        using var trainer = new Trainer(imagen, learnt, encoder, options, directory: directory);
        trainer.Run(new TrainingBar(board, $"learning \"{caption}\" at {side} × {side}", steps), cancellation);
        return true;
    }

    /// <summary>From pure noise, by another seed than that of the training or its film.</summary>
    private Tensor Sample(ProgressBoard board, CancellationToken cancellation)
    {
        using var generator = ImageGenerator.Open(output);
        return generator.Generate(
            [.. Enumerable.Repeat(caption, OverfitRecipe.Samples)],
            new SampleOptions { Seed = seed + 1 },
            progress: new SamplingBar(board, "drawing it from noise", 1),
            cancellation: cancellation);
    }

    private string SaveSheet(Tensor original, Tensor samples, double[] psnr)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(output, "contact_sheet.png");
        string[] captions = ["the picture", .. psnr.Select((value, i) => FormattableString.Invariant($"sample {i + 1}: {value:F1} dB"))];
        new ContactSheet { Columns = captions.Length }.Save(path, cat([original.unsqueeze(0), samples], 0), captions);
        return path;
    }
}
