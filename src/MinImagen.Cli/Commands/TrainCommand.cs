using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Cli.Training;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen train`: trains a cascade on captioned pictures and leaves a training directory.</summary>
public sealed class TrainCommand
{
    private const int SampledCaptions = 4;

    private readonly TrainOptions options = new();
    private readonly Option<bool> json = JsonReport.CreateOption();

    private TrainCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var train = new TrainCommand();
        var command = new Command("train", "Train a cascade on pictures with captions");
        train.options.AddTo(command);
        command.Add(train.json);
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen train --data emoji-sample --steps 2000 --ema 0.99", "a model of 16 and 32 pixels on the emoji that ship"),
            ("minimagen train --data emoji --image-sizes 32,64 --dim 64 --sample-every 500", "larger, on the fetched ones, with the film of its learning"),
            ("minimagen train --resume training_20260101_120000", "go on where it was stopped, exactly"),
            ("minimagen train --config data/checkpoints/shapes/recipe.json", "everything as a recipe says"),
            ("minimagen train --parameters DIR -b 4 -lr 0.0001 -ai 2", "a model that the original described, with its own options"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        CheckTogether(parsed);
        var resumed = parsed.GetValue(options.Resume);
        var recipe = ReadRecipe(parsed);
        var model = recipe.DescribeImagen();
        using var encoder = TextEncoders.Get(model.TextEncoderName);
        using var data = Open(recipe, model.ImageSizes.Max(), cancellation);
        var training = recipe.DescribeTraining(data.Train.Count, DescribeSamples(recipe, data));
        Check(training);

        manual_seed(recipe.Seed);
        using var imagen = Build(recipe, model, encoder);
        var directory = resumed is null ? TrainingDirectory.Create(parsed.GetValue(options.Output)) : TrainingDirectory.Open(resumed);
        using var trainer = new Trainer(imagen, data.Train, encoder, training, data.Validation, directory, encodingCache: data.EncodingCache);
        if (resumed is null)
        {
            Begin(directory, recipe, imagen, training);
        }
        else
        {
            Tell($"{(object?)trainer.Resume() ?? "no checkpoint was written yet: from the beginning"}");
        }
        Tell($"{data.Train.Count} pictures to learn from, {data.Validation.Count} to validate on, {data.Skipped.Count} skipped; {imagen.SizeInMegabytes:F1} MB of weights; {directory.Path}");

        var last = Train(trainer, training, cancellation);
        if (parsed.GetValue(json))
        {
            JsonReport.Write(new { TrainingDirectory = directory.Path, Steps = trainer.StepsTaken, last?.Losses, trainer.BestLosses, SkippedBatches = last?.Skipped, data.Skipped });
        }
        else
        {
            Console.WriteLine($"what it did: {Path.Combine(directory.Path, "report.html")}");
            Console.WriteLine($"trained: minimagen generate \"{data.Train.GetCaption(0)}\" --from {directory.Path}");
        }
        return ExitCode.Done;
    }

    /// <summary>What the command line says wins over the recipe, that over what is loaded, that over --testing.</summary>
    private TrainRecipe ReadRecipe(ParseResult parsed)
    {
        List<(string, System.Text.Json.Nodes.JsonObject)> layers = [];
        if (parsed.GetValue(options.Testing))
        {
            layers.Add(("--testing", LoadedRecipe.Testing));
        }
        if ((parsed.GetValue(options.RestartDirectory) ?? parsed.GetValue(options.Parameters)) is { } loaded)
        {
            layers.Add((loaded, LoadedRecipe.FromParameters(loaded)));
        }
        if (parsed.GetValue(options.Resume) is { } resumed)
        {
            layers.Add((resumed, LoadedRecipe.FromTraining(resumed)));
        }
        if (parsed.GetValue(options.Config) is { } file)
        {
            layers.Add((file, RecipeJson.Read(file)));
        }
        layers.Add(("the command line", options.Said(parsed)));
        var recipe = RecipeJson.Merge(layers);
        return parsed.GetValue(options.RestartDirectory) is { } restarted ? recipe with { RestartDirectory = Path.GetFullPath(restarted) } : recipe;
    }

    private void CheckTogether(ParseResult parsed)
    {
        if (parsed.GetValue(options.Resume) is not null
            && new Option<string?>[] { options.Output, options.RestartDirectory, options.Parameters }.FirstOrDefault(option => parsed.GetValue(option) is not null) is { } other)
        {
            throw new CommandException($"--resume goes on in its own directory, with its own model: leave {other.Name} out", ExitCode.WrongUsage);
        }
    }

    private static void Check(TrainingOptions training)
    {
        try
        {
            training.Validate();
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException(wrong.Message, ExitCode.WrongUsage, wrong);
        }
    }

    private static DataSource Open(TrainRecipe recipe, int side, CancellationToken cancellation)
    {
        var data = ProgressBoard.Run(board =>
        {
            var row = board.Add($"reading {recipe.Data}", 1);
            var progress = new SynchronousProgress<FetchProgress>(step => row.Report(step.Fraction, step.Stage));
            return DataSources.Open(
                recipe.Data,
                new DataSourceOptions { Side = side, ValidationFraction = 1 - recipe.TrainValidFrac, Limit = recipe.Limit, Seed = recipe.Seed },
                progress,
                cancellation);
        });
        foreach (var skipped in data.Skipped.Take(20))
        {
            Tell($"skipped {skipped.Name}: {skipped.Reason}");
        }
        if (data.Skipped.Count > 20)
        {
            Tell($"… and {data.Skipped.Count - 20} more skipped");
        }
        return data;
    }

    private static TrainingSamples? DescribeSamples(TrainRecipe recipe, DataSource data)
    {
        if (recipe.SampleEvery == 0)
        {
            return null;
        }
        var captions = recipe.SampleCaptions ?? [.. Enumerable.Range(0, data.Train.Count).Select(data.Train.GetCaption).Distinct().Take(SampledCaptions)];
        try
        {
            return new TrainingSamples(recipe.SampleEvery, captions, new SampleOptions { CondScale = recipe.Guidance, Sampler = Samplers.Parse(recipe.Sampler, recipe.SampleSteps) });
        }
        catch (FormatException wrong)
        {
            throw new CommandException(wrong.Message, ExitCode.WrongUsage, wrong);
        }
    }

    private static Imagen Build(TrainRecipe recipe, ImagenOptions model, ITextEncoder encoder)
    {
        var imagen = Imagen.Create(recipe.DescribeUnets(), model with { TextEmbedDim = encoder.EncodedDim });
        if (recipe.RestartDirectory is { } old)
        {
            TrainingDirectory.Open(old).LoadInto(imagen, encoder);
        }
        else
        {
            NullTokens.Quieten(imagen, recipe.NullTokenScale);
        }
        imagen.to(device(recipe.Device));
        return imagen;
    }

    private static void Begin(TrainingDirectory directory, TrainRecipe recipe, Imagen imagen, TrainingOptions training)
    {
        if (recipe.RestartDirectory is { } old)
        {
            directory.Note($"STARTED FROM CHECKPOINT {old}");
        }
        directory.SaveParameters(imagen, OriginalNames(recipe, training, imagen.Options));
        Lib.Files.AtomicFile.WriteText(Path.Combine(directory.Path, LoadedRecipe.FileName), RecipeJson.Write(recipe.SpellOut(imagen)));
    }

    private static TrainingProgress? Train(Trainer trainer, TrainingOptions training, CancellationToken cancellation)
    {
        TrainingProgress? last = null;
        new TrainView(trainer.UnetNumbers, training.Steps, trainer.StepsTaken).Run(view => trainer.Run(
            new SynchronousProgress<TrainingProgress>(step =>
            {
                last = step;
                view.Report(step);
            }),
            cancellation));
        return last;
    }

    /// <summary>What was asked for, in the names that the original's training_parameters file has.</summary>
    private static Dictionary<string, string> OriginalNames(TrainRecipe recipe, TrainingOptions training, ImagenOptions imagen)
    {
        string Number(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
        return new()
        {
            ["NUM_WORKERS"] = Number(recipe.NumWorkers),
            ["BATCH_SIZE"] = Number(training.BatchSize),
            ["MAX_NUM_WORDS"] = Number(training.MaxWords),
            ["IMG_SIDE_LEN"] = Number(imagen.ImageSizes.Max()),
            ["EPOCHS"] = Number(recipe.Epochs),
            ["STEPS"] = Number(training.Steps),
            ["T5_NAME"] = imagen.TextEncoderName,
            ["TRAIN_VALID_FRAC"] = Number(recipe.TrainValidFrac),
            ["TIMESTEPS"] = imagen.Timesteps.ToString().Trim('[', ']'),
            ["OPTIM_LR"] = Number(training.LearningRate),
            ["ACCUM_ITER"] = Number(training.AccumulationSteps),
            ["CHCKPT_NUM"] = Number(training.CheckpointEvery),
            ["VALID_NUM"] = training.ValidationImages is { } images ? Number(images) : "None",
            ["RESTART_DIRECTORY"] = recipe.RestartDirectory ?? "None",
            ["SEED"] = Number(training.Seed),
            ["PRECISION"] = RecipeJson.ToNode(training.Precision)!.GetValue<string>(),
            ["DATA"] = recipe.Data,
        };
    }

    private static void Tell(FormattableString message) => Console.Error.WriteLine(FormattableString.Invariant(message));
}
