using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Pretraining;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen text pretrain`: makes a text encoder from scratch, vocabulary included.</summary>
public sealed class TextPretrainCommand
{
    private static readonly PretrainingOptions Defaults = new();

    private readonly Option<string> output = new("--out") { Description = "The encoder's folder; a training that stopped there goes on", Required = true };
    private readonly Option<int> steps = new("--steps") { Description = "Steps of the optimizer", DefaultValueFactory = _ => Defaults.Steps };
    private readonly Option<double?> minutes = new("--minutes") { Description = "Stop after so many minutes and leave a checkpoint; the same command goes on" };
    private readonly Option<long> seed = new("--seed") { Description = "Decides weights, order and what is hidden", DefaultValueFactory = _ => Defaults.Seed };
    private readonly Option<string?> vocabulary = new("--vocabulary") { Description = "Keep this spiece.model instead of training one (apt-get install sentencepiece)" };
    private readonly Option<string> wordNet = new("--wordnet") { Description = "Folder with WordNet's data files (apt-get install wordnet-base)", DefaultValueFactory = _ => WordNetReader.DefaultFolder };
    private readonly Option<string> emoji = new("--emoji") { Description = "Folder with the captions of emoji (minimagen data fetch emoji)", DefaultValueFactory = _ => EmojiDataset.Folder };
    private readonly Option<double> learningRate = new("--lr") { Description = "The learning rate at its highest", DefaultValueFactory = _ => Defaults.LearningRate };
    private readonly Option<int> batchTokens = new("--batch-tokens") { Description = "About how many tokens make a batch", DefaultValueFactory = _ => Defaults.BatchTokens };
    private readonly Option<int> width = new("--dim") { Description = "Width of the encoder's vectors, a multiple of 32", DefaultValueFactory = _ => 192 };
    private readonly Option<int> layers = new("--layers") { Description = "Number of its blocks", DefaultValueFactory = _ => 4 };
    private readonly Option<int> checkpointEvery = new("--checkpoint-every") { Description = "Steps between two checkpoints", DefaultValueFactory = _ => Defaults.CheckpointEvery };
    private readonly Option<bool> json = JsonReport.CreateOption();

    private TextPretrainCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new TextPretrainCommand();
        var parsed = new Command("pretrain", "Pre-train a text encoder on WordNet's glosses and the captions of emoji and shapes")
        {
            command.output, command.steps, command.minutes, command.seed, command.vocabulary, command.wordNet, command.emoji,
            command.learningRate, command.batchTokens, command.width, command.layers, command.checkpointEvery, command.json,
        };
        parsed.SetAction((result, cancellation) => Task.FromResult(command.Run(result, cancellation)));
        return parsed.WithExamples(
            ("minimagen text pretrain --out my_t5", "what data/text/t5_mini was made by: about an hour on one core"),
            ("minimagen text pretrain --out my_t5 --minutes 10", "stop after ten minutes; the same again goes on from there"),
            ("minimagen train --data emoji --text-encoder my_t5", "then use it"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = Describe(parsed);
        var folder = new PretrainingFolder(parsed.GetValue(output)!);
        var sources = PretrainingSources.Read(parsed.GetValue(wordNet)!, parsed.GetValue(emoji)!);
        MakeVocabulary(folder, parsed.GetValue(vocabulary), sources, cancellation);

        var corpus = new PretrainingCorpus(sources.All, new T5Tokenizer(SentencePieceTokenizer.Load(folder.Vocabulary)));
        var config = DescribeEncoder(parsed, corpus.Tokenizer);
        using var pretrainer = new Pretrainer(config, corpus, options);
        if (File.Exists(folder.Checkpoint))
            pretrainer.Restore(folder.Checkpoint);
        folder.SaveFrame(config, corpus.Tokenizer.ExtraIds, Readme(options), sources.WordNet.Notice);
        Tell($"{corpus.TokenCount:N0} tokens of {string.Join(", ", sources.All.Select(source => source.Name))}; {config.ParameterCount:N0} weights; step {pretrainer.StepsTaken} of {options.Steps}; {folder.Path}");
        return Train(pretrainer, folder, parsed, cancellation);
    }

    private int Train(Pretrainer pretrainer, PretrainingFolder folder, ParseResult parsed, CancellationToken cancellation)
    {
        TimeSpan? limit = parsed.GetValue(minutes) is { } number ? TimeSpan.FromMinutes(number) : null;
        var smoothed = new SortedDictionary<string, double>();
        var done = ProgressBoard.Run(board =>
        {
            var first = pretrainer.StepsTaken;
            var row = board.Add("pre-training", Math.Max(1, pretrainer.Options.Steps - first));
            return pretrainer.Run(folder, limit, new SynchronousProgress<PretrainingProgress>(step =>
            {
                smoothed[step.Source] = smoothed.TryGetValue(step.Source, out var before) ? 0.95 * before + 0.05 * step.Loss : step.Loss;
                row.Report(step.Step - first, string.Join(", ", smoothed.Select(loss => FormattableString.Invariant($"{loss.Key} {loss.Value:F3}"))));
            }), cancellation);
        });

        if (parsed.GetValue(json))
            JsonReport.Write(new { Folder = folder.Path, Step = pretrainer.StepsTaken, pretrainer.Options.Steps, Done = done, Losses = smoothed });
        else if (done)
            Console.WriteLine($"pre-trained: minimagen text probe --encoder {folder.Path}");
        else
            Console.WriteLine(FormattableString.Invariant($"stopped at step {pretrainer.StepsTaken} of {pretrainer.Options.Steps}; the same command goes on"));
        return ExitCode.Done;
    }

    private PretrainingOptions Describe(ParseResult parsed)
    {
        var options = new PretrainingOptions
        {
            Steps = parsed.GetValue(steps),
            BatchTokens = parsed.GetValue(batchTokens),
            LearningRate = parsed.GetValue(learningRate),
            CheckpointEvery = parsed.GetValue(checkpointEvery),
            Seed = parsed.GetValue(seed),
        };
        try
        {
            options.Check();
            return options;
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException(wrong.Message, ExitCode.WrongUsage, wrong);
        }
    }

    private T5Config DescribeEncoder(ParseResult parsed, T5Tokenizer tokenizer)
    {
        const int headWidth = 32;
        var dim = parsed.GetValue(width);
        if (dim < headWidth || dim % headWidth != 0)
            throw new CommandException($"{width.Name} takes a multiple of {headWidth}, not {dim}", ExitCode.WrongUsage);
        return new T5Config
        {
            VocabSize = tokenizer.VocabSize,
            DModel = dim,
            DKv = headWidth,
            NumHeads = dim / headWidth,
            DFf = dim * 8 / 3,
            NumLayers = parsed.GetValue(layers),
            FeedForwardProj = "gated-gelu",
        };
    }

    /// <summary>Takes the vocabulary that is there, else the one that was named, else trains one.</summary>
    private static void MakeVocabulary(PretrainingFolder folder, string? given, PretrainingSources sources, CancellationToken cancellation)
    {
        if (File.Exists(folder.Vocabulary))
            return;
        if (given is not null)
        {
            Directory.CreateDirectory(folder.Path);
            File.Copy(given, folder.Vocabulary);
            return;
        }

        ProgressBoard.Run(board =>
        {
            var row = board.Add("training the vocabulary (a minute)", 1);
            row.Report(0);
            var captions = sources.Emoji.Train.Concat(sources.Emoji.HeldOut).Concat(SceneObject.All.Select(thing => thing.Caption));
            VocabularyTrainer.Train(VocabularyTrainer.Lines(sources.WordNet, captions), VocabularyTrainer.DefaultPieces, folder.Vocabulary, cancellation);
            row.Report(1);
            return true;
        });
    }

    private static string Readme(PretrainingOptions options) => string.Create(CultureInfo.InvariantCulture, $"""
        # A text encoder

        Made by `minimagen text pretrain --steps {options.Steps} --seed {options.Seed} --lr {options.LearningRate} --batch-tokens {options.BatchTokens}`: a T5 encoder
        that learned to predict hidden tokens of WordNet's glosses and of captions. `minimagen text probe --encoder` shows what it learned.

        It derives from WordNet 3.0 (LICENSE-WordNet-3.0.txt) and from the English names of emoji in Unicode's CLDR (Unicode
        License v3), in the form of emojibase-data (MIT).

        """);

    private static void Tell(FormattableString message) => Console.Error.WriteLine(FormattableString.Invariant(message));
}
