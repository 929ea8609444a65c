using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;
using MinImagen.Lib.Files;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Pretraining;
using TorchSharp;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen text probe`: what a pre-trained encoder has learned, against what it began as.</summary>
public sealed class TextProbeCommand
{
    private const long RandomSeed = 2022;
    private const int Neighbours = 3;

    private static readonly string[] Queries =
        ["red apple", "full moon", "a young dog", "smiling face", "snow", "musical instrument", "a vehicle with two wheels", "bird", "something to write with", "black square"];

    private readonly Option<string> encoder = new("--encoder") { Description = "Folder of an encoder that `text pretrain` made (default: the one that ships)", DefaultValueFactory = _ => TextEncoders.Default };
    private readonly Option<string> wordNet = new("--wordnet") { Description = "Folder with WordNet's data files (apt-get install wordnet-base)", DefaultValueFactory = _ => WordNetReader.DefaultFolder };
    private readonly Option<string> emoji = new("--emoji") { Description = "Folder with the captions of emoji (minimagen data fetch emoji)", DefaultValueFactory = _ => EmojiDataset.Folder };
    private readonly Option<bool> json = JsonReport.CreateOption();

    private TextProbeCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new TextProbeCommand();
        var parsed = new Command("probe", "Show what a pre-trained encoder has learned: hidden words, and which captions it takes to be alike")
        {
            command.encoder, command.wordNet, command.emoji, command.json,
        };
        parsed.SetAction((result, cancellation) => Task.FromResult(command.Run(result, cancellation)));
        return parsed.WithExamples(
            ("minimagen text probe", "the encoder that ships"),
            ("minimagen text probe --encoder my_t5 --json", "one that you pre-trained, as numbers"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var name = parsed.GetValue(encoder)!;
        var path = name == TextEncoders.Default ? ShippedData.FindFolder(Path.Combine("text", name)) : name;
        var folder = new PretrainingFolder(Directory.Exists(path) ? path : throw new CommandException($"there is no encoder in {path ?? name}", ExitCode.WrongUsage));
        using var trained = TextEncoders.Get(name);
        var tokenizer = T5Tokenizer.Open(folder.Path);
        var sources = PretrainingSources.Read(parsed.GetValue(wordNet)!, parsed.GetValue(emoji)!);
        var corpus = new PretrainingCorpus(sources.All, tokenizer);
        var captions = sources.Emoji.Train.Concat(sources.Emoji.HeldOut).ToList();

        using var model = Load(folder, corpus.PieceCount);
        var scores = ProgressBoard.Run(board =>
        {
            var row = board.Add("hidden words", 1);
            return MaskedTokenProbe.Run(model, corpus, new SynchronousProgress<double>(done => row.Report(done)), cancellation);
        });
        using var random = CreateRandom(model.Encoder.Config, tokenizer);
        var neighbours = Compare(new NearestCaptions(trained, captions), new NearestCaptions(random, captions));
        if (parsed.GetValue(json))
            JsonReport.Write(new { Encoder = name, trained.Digest, Scores = scores, Nearest = neighbours });
        else
            Print(scores, neighbours);
        return ExitCode.Done;
    }

    private static MaskedTokenModel Load(PretrainingFolder folder, int pieces)
    {
        using var scope = torch.NewDisposeScope();
        var model = new MaskedTokenModel(new T5Encoder(T5Config.Load(folder.Config)), pieces);
        model.LoadWeights(TensorFile.Load(folder.Weights));
        return model;
    }

    /// <summary>The same encoder before it learned anything.</summary>
    private static T5TextEncoder CreateRandom(T5Config config, T5Tokenizer tokenizer)
    {
        torch.manual_seed(RandomSeed);
        var untrained = new T5Encoder(config);
        untrained.InitializeWeights();
        return new T5TextEncoder("random", tokenizer, untrained, digest: "random");
    }

    private static List<Neighbourhood> Compare(NearestCaptions trained, NearestCaptions random) =>
        [.. Queries.Select(query => new Neighbourhood(query, Names(trained, query), Names(random, query)))];

    private static string[] Names(NearestCaptions captions, string query) => [.. captions.Find(query, Neighbours).Select(found => found.Caption)];

    private static void Print(IReadOnlyList<ProbeScore> scores, IReadOnlyList<Neighbourhood> neighbours)
    {
        Console.WriteLine("Hidden words of texts that it never saw: predicted right, against a guess that knows how common each word is");
        Console.WriteLine($"{"",-10}{"texts",8}{"words",8}{"right",9}{"commonest",12}{"by chance",12}{"loss",8}{"not hidden",13}");
        foreach (var score in scores)
            Console.WriteLine(FormattableString.Invariant(
                $"{score.Source,-10}{score.Texts,8}{score.Tokens,8}{score.Accuracy,9:P1}{score.CommonestAccuracy,12:P1}{score.SamplingAccuracy,12:P1}{score.Loss,8:F3}{score.KnownAccuracy,13:P1}"));

        Console.WriteLine();
        Console.WriteLine("The nearest captions of emoji, by the angle between mean vectors");
        var width = neighbours.Max(row => string.Join(", ", row.Trained).Length) + 3;
        Console.WriteLine($"{"",-28}{"this encoder".PadRight(width)}random weights");
        foreach (var row in neighbours)
            Console.WriteLine($"{row.Text,-28}{string.Join(", ", row.Trained).PadRight(width)}{string.Join(", ", row.Random)}");
    }

    private sealed record Neighbourhood(string Text, string[] Trained, string[] Random);
}
