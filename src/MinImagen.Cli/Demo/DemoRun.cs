using System.Diagnostics;
using MinImagen.Cli.Commands;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Files;
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
    private static readonly int s_side = DemoRecipe.Imagen.ImageSizes.Max();

    /// <summary>Trains, samples, scores.</summary>
    public DemoReport Run(CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using ImageFolder emoji = ImageFolder.Load(FindEmoji(), new ImageFolderOptions { Side = s_side }, cancellation: cancellation);
        string training = Path.Combine(output, "training");
        ProgressBoard.Run(board => Train(TrainingDirectory.Create(training), emoji, board, cancellation));
        double trained = watch.Elapsed.TotalSeconds;

        using DemoScore score = new(emoji);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor pictures = ProgressBoard.Run(board => Sample(training, board, cancellation));
        double sampled = watch.Elapsed.TotalSeconds - trained;

        IReadOnlyList<string> captions = DemoRecipe.Captions;
        IReadOnlyList<string> neighbours = [.. captions.Skip(1), captions[0]];
        string[] asked = [.. captions, .. captions, .. neighbours];
        IReadOnlyList<Recognition> recognized = score.Recognize(pictures, asked);
        string sheet = SaveSheet(pictures, asked, recognized, emoji);
        GenerationFolder.Create(output).Save(pictures, asked, training);
        return new DemoReport(recognized, captions.Count, trained, sampled, sheet, training);
    }

    private bool Train(TrainingDirectory directory, ImageFolder emoji, ProgressBoard board, CancellationToken cancellation)
    {
        torch.manual_seed(seed);
        using ITextEncoder encoder = TextEncoders.Get(DemoRecipe.Imagen.TextEncoderName);
        using Imagen imagen = Imagen.Create([DemoRecipe.Base, DemoRecipe.Super], DemoRecipe.Imagen with { TextEmbedDim = encoder.EncodedDim });
        NullTokens.Quieten(imagen);
        directory.SaveParameters(imagen, []);
        ICaptionedImages learnt = new ImageSubset(emoji, [.. DemoRecipe.Captions.Select(caption => IndexOf(emoji, caption))]);

        foreach (TrainingOptions options in new[] { DemoRecipe.BaseTraining, DemoRecipe.SuperTraining })
        {
            using Trainer trainer = new(imagen, learnt, encoder, options with { Seed = seed }, directory: directory);
            int side = DemoRecipe.Imagen.ImageSizes[options.UnetNumbers![0] - 1];
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
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageGenerator generator = ImageGenerator.Open(training);
        IReadOnlyList<string> captions = DemoRecipe.Captions;
        (IReadOnlyList<string> Captions, long Seed)[] rounds =
            [(captions, seed + 1), (captions, seed + 2), ([.. captions.Skip(1), captions[0]], seed + 1)];

        SamplingBar bar = new(board, "drawing them", rounds.Length);
        return torch.cat(rounds.Select(round => generator.Generate(
            round.Captions,
            new SampleOptions { CondScale = DemoRecipe.CondScale, Seed = round.Seed },
            progress: bar,
            cancellation: cancellation)).ToArray(), 0).MoveToOuterDisposeScope();
    }

    private string SaveSheet(Tensor pictures, string[] asked, IReadOnlyList<Recognition> recognized, ImageFolder emoji)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor originals = torch.stack(DemoRecipe.Captions.Select(caption => emoji.GetImage(IndexOf(emoji, caption))).ToArray());
        IEnumerable<string> captions = asked.Zip(recognized, (caption, picture) => picture.IsRight ? caption : $"{caption}? ({picture.Nearest})");
        string path = Path.Combine(output, "contact_sheet.png");
        new ContactSheet { Columns = DemoRecipe.Captions.Count, PictureSize = 96 }
            .Save(path, torch.cat([originals, pictures], 0), [.. DemoRecipe.Captions.Select(_ => "the emoji"), .. captions]);
        return path;
    }

    private static string FindEmoji() => ShippedData.FindFolder("emoji-sample")
        ?? throw new DirectoryNotFoundException($"The emoji that ship in data/emoji-sample were not found. Run inside the repository, or set {ShippedData.Variable} to its data folder.");

    private static int IndexOf(ImageFolder emoji, string caption) =>
        Enumerable.Range(0, emoji.Count).First(index => emoji.GetCaption(index) == caption);
}
