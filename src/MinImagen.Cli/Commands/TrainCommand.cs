using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;
using TorchSharp;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen train`: trains a cascade on an image folder and leaves a training directory.</summary>
public sealed class TrainCommand
{
    private readonly Option<string> _data = new("--data") { Description = "An image folder with captions.tsv, or emoji for the fetched set", Required = true };
    private readonly Option<string?> _output = new("--out") { Description = "The training directory to make (default: training_<timestamp>)" };
    private readonly Option<string?> _parameters = new("--parameters") { Description = "Build the model as this parameters/ folder or training directory says, ours or the original's" };
    private readonly Option<int?> _steps = new("--steps") { Description = "Optimizer steps; wins over --epochs" };
    private readonly Option<int> _epochs = new("--epochs") { Description = "Times that every picture is seen", DefaultValueFactory = _ => 5 };
    private readonly Option<int> _batchSize = new("--batch-size") { Description = "Pictures a batch", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _accumulation = new("--accum-iter") { Description = "Batches a step", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _learningRate = new("--lr") { Description = "Adam's learning rate", DefaultValueFactory = _ => 1e-3 };
    private readonly Option<int> _warmup = new("--warmup") { Description = "Steps in which the learning rate rises", DefaultValueFactory = _ => 0 };
    private readonly Option<double?> _ema = new("--ema") { Description = "Decay of the moving average of the weights, such as 0.99; none when left out" };
    private readonly Option<string> _imageSizes = new("--image-sizes") { Description = "Sides of the U-Nets' pictures, from the base model up", DefaultValueFactory = _ => "16,32" };
    private readonly Option<int> _dim = new("--dim") { Description = "Channels of the U-Nets at their highest resolution, a multiple of 8", DefaultValueFactory = _ => 32 };
    private readonly Option<string> _dimMults = new("--dim-mults") { Description = "The channels of each level, in multiples of --dim", DefaultValueFactory = _ => "1,2,4" };
    private readonly Option<int> _timesteps = new("--timesteps") { Description = "Steps of the diffusion process", DefaultValueFactory = _ => 250 };
    private readonly Option<string> _encoder = new("--text-encoder") { Description = "Name or folder of the text encoder", DefaultValueFactory = _ => TextEncoders.Default };
    private readonly Option<int> _checkpointEvery = new("--checkpoint-every") { Description = "Steps between two validations with a checkpoint", DefaultValueFactory = _ => 500 };
    private readonly Option<int?> _validationImages = new("--valid-num") { Description = "The most pictures to validate on" };
    private readonly Option<long> _seed = new("--seed") { Description = "Decides weights, order and noise", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _json = JsonReport.CreateOption();

    private TrainCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        TrainCommand command = new();
        Command parsed = new("train", "Train a cascade on pictures with captions")
        {
            command._data, command._output, command._parameters, command._steps, command._epochs, command._batchSize, command._accumulation,
            command._learningRate, command._warmup, command._ema, command._imageSizes, command._dim, command._dimMults, command._timesteps,
            command._encoder, command._checkpointEvery, command._validationImages, command._seed, command._json,
        };
        parsed.SetAction((result, cancellation) => Task.FromResult(command.Run(result, cancellation)));
        return parsed.WithExamples(
            ("minimagen train --data data/emoji-sample --steps 2000 --ema 0.99", "a model of 16 and 32 pixels on the emoji that ship"),
            ("minimagen train --data emoji --image-sizes 32,64 --dim 64", "larger, on the fetched ones"),
            ("minimagen train --data DIR --parameters training_20260101_120000", "another run of the same model"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        (IReadOnlyList<UnetOptions> unets, ImagenOptions options) = Describe(parsed);
        using ITextEncoder encoder = TextEncoders.Get(options.TextEncoderName);
        using ImageFolder images = Load(parsed, options.ImageSizes.Max(), cancellation);
        ICaptionedImages train = images.Select(DataSplit.Train);
        ICaptionedImages validation = images.Select(DataSplit.Validation);
        TrainingOptions training = DescribeTraining(parsed, train.Count);

        torch.manual_seed(training.Seed);
        using Imagen imagen = Imagen.Create(unets, options with { TextEmbedDim = encoder.EncodedDim });
        NullTokens.Quieten(imagen);
        TrainingDirectory directory = TrainingDirectory.Create(parsed.GetValue(_output));
        using Trainer trainer = new(imagen, train, encoder, training, validation, directory);
        directory.SaveParameters(imagen, OriginalNames(parsed, training, options));
        Tell($"{train.Count} pictures to learn from, {validation.Count} to validate on, {images.Skipped.Count} skipped; {imagen.SizeInMegabytes:F1} MB of weights; {directory.Path}");

        TrainingProgress? last = null;
        ProgressBoard.Run(board =>
        {
            TrainingBar bar = new(board, "training", training.Steps);
            trainer.Run(new SynchronousProgress<TrainingProgress>(step => bar.Report(last = step)), cancellation);
            return true;
        });

        if (parsed.GetValue(_json))
            JsonReport.Write(new { TrainingDirectory = directory.Path, Steps = last!.Step, last.Losses, trainer.BestLosses, Skipped = images.Skipped });
        else
            Console.WriteLine($"trained: minimagen generate \"{train.GetCaption(0)}\" --from {directory.Path}");
        return ExitCode.Done;
    }

    /// <summary>The model: that of a parameters folder, or one that the options describe.</summary>
    private (IReadOnlyList<UnetOptions> Unets, ImagenOptions Imagen) Describe(ParseResult parsed)
    {
        if (parsed.GetValue(_parameters) is { } folder)
        {
            string directory = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == "parameters" ? Path.Combine(folder, "..") : folder;
            return TrainingDirectory.Open(directory).LoadParameters();
        }

        int[] sizes = ParseNumbers(parsed, _imageSizes);
        UnetOptions unet = new() { Dim = parsed.GetValue(_dim), DimMults = ParseNumbers(parsed, _dimMults), LayerAttns = false, LayerCrossAttns = false };
        return ([.. sizes.Select((_, index) => unet with { MemoryEfficient = index > 0 })],
            new ImagenOptions { ImageSizes = sizes, Timesteps = parsed.GetValue(_timesteps), TextEncoderName = parsed.GetValue(_encoder)! });
    }

    private TrainingOptions DescribeTraining(ParseResult parsed, int pictures)
    {
        int batchSize = parsed.GetValue(_batchSize);
        int accumulation = parsed.GetValue(_accumulation);
        long epochSteps = ((long)parsed.GetValue(_epochs) * pictures + batchSize * accumulation - 1) / Math.Max(1, batchSize * accumulation);
        TrainingOptions training = new()
        {
            Steps = parsed.GetValue(_steps) ?? (int)Math.Min(epochSteps, int.MaxValue),
            BatchSize = batchSize,
            AccumulationSteps = accumulation,
            LearningRate = parsed.GetValue(_learningRate),
            WarmupSteps = parsed.GetValue(_warmup),
            EmaDecay = parsed.GetValue(_ema),
            CheckpointEvery = parsed.GetValue(_checkpointEvery),
            ValidationImages = parsed.GetValue(_validationImages),
            Seed = parsed.GetValue(_seed),
        };
        try
        {
            training.Validate();
            return training;
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException(wrong.Message, ExitCode.WrongUsage, wrong);
        }
    }

    private ImageFolder Load(ParseResult parsed, int side, CancellationToken cancellation)
    {
        string data = parsed.GetValue(_data)!;
        if (data == "emoji" && !Directory.Exists(data))
        {
            data = EmojiDataset.Folder;
            if (!Directory.Exists(data))
                throw new CommandException("the emoji are not fetched yet: minimagen data fetch emoji");
        }

        ImageFolder images = ProgressBoard.Run(board =>
        {
            ProgressRow row = board.Add($"reading {data}", 1);
            return ImageFolder.Load(data, new ImageFolderOptions { Side = side },
                new SynchronousProgress<(int Done, int Total)>(read => row.Report((double)read.Done / read.Total)), cancellation);
        });
        foreach (SkippedImage skipped in images.Skipped.Take(20))
            Tell($"skipped {skipped.Name}: {skipped.Reason}");
        if (images.Skipped.Count > 20)
            Tell($"… and {images.Skipped.Count - 20} more skipped");
        return images;
    }

    /// <summary>What was asked for, in the names that the original's training_parameters file has.</summary>
    private Dictionary<string, string> OriginalNames(ParseResult parsed, TrainingOptions training, ImagenOptions imagen)
    {
        string Number(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
        return new()
        {
            ["PARAMETERS"] = parsed.GetValue(_parameters) ?? "None",
            ["BATCH_SIZE"] = Number(training.BatchSize),
            ["MAX_NUM_WORDS"] = Number(training.MaxWords),
            ["IMG_SIDE_LEN"] = Number(imagen.ImageSizes.Max()),
            ["STEPS"] = Number(training.Steps),
            ["T5_NAME"] = imagen.TextEncoderName,
            ["TIMESTEPS"] = imagen.Timesteps.ToString().Trim('[', ']'),
            ["OPTIM_LR"] = Number(training.LearningRate),
            ["ACCUM_ITER"] = Number(training.AccumulationSteps),
            ["CHCKPT_NUM"] = Number(training.CheckpointEvery),
            ["VALID_NUM"] = training.ValidationImages is { } images ? Number(images) : "None",
            ["SEED"] = Number(training.Seed),
            ["DATA"] = parsed.GetValue(_data)!,
        };
    }

    private static int[] ParseNumbers(ParseResult parsed, Option<string> option)
    {
        string text = parsed.GetValue(option)!;
        try
        {
            return [.. text.Split(',').Select(part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))];
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw new CommandException($"{option.Name} takes whole numbers with commas between them, such as 16,32; not \"{text}\"", ExitCode.WrongUsage, wrong);
        }
    }

    private static void Tell(FormattableString message) => Console.Error.WriteLine(FormattableString.Invariant(message));
}
