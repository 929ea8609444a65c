using System.Diagnostics;
using MinImagen.Cli.Commands;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Cli.Demo;

/// <summary>The demo: trains the cascade of <see cref="DemoRecipe"/>, samples it and scores what it drew.</summary>
/// <param name="output">The folder that everything is written to.</param>
/// <param name="seed">Decides the weights, the training and the pictures.</param>
internal sealed class DemoRun(string output, long seed)
{
    private static readonly int largestSide = DemoRecipe.Imagen.ImageSizes.Max();

    /// <summary>Trains, samples, scores.</summary>
    public DemoReport Run(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var source = DataSources.Open(DataSources.EmojiSampleName, new DataSourceOptions { Side = largestSide }, cancellation: cancellation);
        var emoji = new JoinedImages(source.Train, source.Validation);
        var training = Path.Combine(output, "training");
        ProgressBoard.Run(board => Train(TrainingDirectory.Create(training), emoji, board, cancellation));
        var trained = watch.Elapsed.TotalSeconds;

        using var score = new DemoScore(emoji);
        using var scope = torch.NewDisposeScope();
        var pictures = ProgressBoard.Run(board => Sample(training, board, cancellation));
        var sampled = watch.Elapsed.TotalSeconds - trained;

        var captions = DemoRecipe.Captions;
        IReadOnlyList<string> neighbours = [.. captions.Skip(1), captions[0]];
        string[] asked = [.. captions, .. captions, .. neighbours];
        var recognized = score.Recognize(pictures, asked);
        var sheet = SaveSheet(pictures, asked, recognized, emoji);
        GenerationFolder.Create(output).Save(pictures, asked, training);
        return new DemoReport(recognized, captions.Count, trained, sampled, sheet, training);
    }

    private bool Train(TrainingDirectory directory, ICaptionedImages emoji, ProgressBoard board, CancellationToken cancellation)
    {
        torch.manual_seed(seed);
        using var encoder = TextEncoders.Get(DemoRecipe.Imagen.TextEncoderName);
        using var imagen = Imagen.Create([DemoRecipe.Base, DemoRecipe.Super], DemoRecipe.Imagen with { TextEmbedDim = encoder.EncodedDim });
        NullTokens.Quieten(imagen);
        directory.SaveParameters(imagen, []);
        var learnt = new ImageSubset(emoji, [.. DemoRecipe.Captions.Select(caption => IndexOf(emoji, caption))]);

        foreach (var options in new[] { DemoRecipe.BaseTraining, DemoRecipe.SuperTraining })
        {
            using var trainer = new Trainer(imagen, learnt, encoder, options with { Seed = seed }, directory: directory);
            var side = DemoRecipe.Imagen.ImageSizes[options.UnetNumbers![0] - 1];
            trainer.Run(new TrainingBar(board, $"learning {learnt.Count} emoji at {side} × {side}", options.Steps), cancellation);
        }
        return true;
    }

    /// <summary>
    /// Sixteen pictures, two seeds of every caption, then the first seed's noise again with the captions moved on by one:
    /// what changes with the caption alone is the caption's doing.
    /// </summary>
    private Tensor Sample(string training, ProgressBoard board, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = ImageGenerator.Open(training);
        var captions = DemoRecipe.Captions;
        (IReadOnlyList<string> Captions, long Seed)[] rounds =
            [(captions, seed + 1), (captions, seed + 2), ([.. captions.Skip(1), captions[0]], seed + 1)];

        var bar = new SamplingBar(board, "drawing them", rounds.Length);
        return torch.cat(rounds.Select(round => generator.Generate(
            round.Captions,
            new SampleOptions { CondScale = DemoRecipe.CondScale, Seed = round.Seed },
            progress: bar,
            cancellation: cancellation)).ToArray(), 0).MoveToOuterDisposeScope();
    }

    private string SaveSheet(Tensor pictures, string[] asked, IReadOnlyList<Recognition> recognized, ICaptionedImages emoji)
    {
        using var scope = torch.NewDisposeScope();
        var originals = torch.stack(DemoRecipe.Captions.Select(caption => emoji.GetImage(IndexOf(emoji, caption))).ToArray());
        var captions = asked.Zip(recognized, (caption, picture) => picture.IsRight ? caption : $"{caption}? ({picture.Nearest})");
        var path = Path.Combine(output, "contact_sheet.png");
        new ContactSheet { Columns = DemoRecipe.Captions.Count, PictureSize = 96 }
            .Save(path, torch.cat([originals, pictures], 0), [.. DemoRecipe.Captions.Select(_ => "the emoji"), .. captions]);
        return path;
    }

    private static int IndexOf(ICaptionedImages emoji, string caption) =>
        Enumerable.Range(0, emoji.Count).First(index => emoji.GetCaption(index) == caption);
}
