using System.CommandLine;
using System.Text.Json.Nodes;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Training;

namespace MinImagen.Cli.Training;

/// <summary>
/// The options of `minimagen train`: a key of a <see cref="TrainRecipe"/> each. Those that the original has are also known
/// by its spellings.
/// </summary>
internal sealed class TrainOptions
{
    private readonly IReadOnlyList<RecipeOption> recipe =
    [
        RecipeOption.Of<string>("--data", $"{DataSources.Description} (default: {DataSources.EmojiSampleName})"),
        RecipeOption.Of<int>("--steps", "Optimizer steps; wins over --epochs"),
        RecipeOption.Of<int>("--epochs", "Times that every picture is seen (default: 5)", "-e", "--EPOCHS"),
        RecipeOption.Of<int>("--batch-size", "Pictures a batch (default: 8)", "-b", "--BATCH_SIZE"),
        RecipeOption.Of<int>("--accum-iter", "Batches a step (default: 1)", "-ai", "--ACCUM_ITER"),
        RecipeOption.Numbers("--unets", "The U-Nets to train, counted from 1, such as 1,2 (default: all, each on every batch)"),
        RecipeOption.Of<double>("--optim-lr", "Adam's learning rate (default: 0.001)", "-lr", "--OPTIM_LR", "--lr"),
        RecipeOption.Choice<LearningRateSchedule>("--lr-schedule", "What the learning rate does after its warm-up (default: constant)"),
        RecipeOption.Of<int>("--warmup", "Steps in which the learning rate rises (default: 0)"),
        RecipeOption.Of<double>("--grad-clip", "The norm that a U-Net's gradient is cut to (default: 50)"),
        RecipeOption.Of<double>("--ema", "Decay of the moving average of the weights, such as 0.99 (default: none)"),
        RecipeOption.Of<long>("--seed", "Decides weights, order and noise (default: 0)"),

        RecipeOption.Of<int>("--img-side-len", "Side of the pictures; the base model's is half of it", "-s", "--IMG_SIDE_LEN"),
        RecipeOption.Numbers("--image-sizes", "Sides of the U-Nets' pictures, from the base model up (default: 16,32)"),
        RecipeOption.Of<int>("--dim", "Channels of the U-Nets at their highest resolution, a multiple of 8 (default: 32)"),
        RecipeOption.Numbers("--dim-mults", "The channels of each level, in multiples of --dim (default: 1,2,4)"),
        RecipeOption.OneOrEach<int>("--timesteps", "Steps of the diffusion process, or one a U-Net (default: 250)", "-t", "--TIMESTEPS"),
        RecipeOption.Of<string>("--t5-name", "Name or folder of the text encoder (default: the one that ships)", "-t5", "--T5_NAME", "--text-encoder"),
        RecipeOption.Of<int>("--max-num-words", "Tokens that a caption is cut to (default: 64)", "-mw", "--MAX_NUM_WORDS"),
        RecipeOption.Of<double>("--cond-drop-prob", "The share of captions dropped, so that sampling can be guided (default: 0.1)"),
        RecipeOption.Choice<LossType>("--loss", "What is minimized (default: l2)"),
        RecipeOption.Choice<NoiseScheduleType>("--schedule", "How fast an image drowns in noise (default: linear)"),
        RecipeOption.Choice<ObjectiveType>("--objective", "What the U-Nets are trained to say (default: noise)"),
        RecipeOption.Of<double>("--min-snr", "Bound of min-SNR loss weighting, such as 5 (default: none)"),

        RecipeOption.Of<double>("--train-valid-frac", "Share of pictures to learn from, where the data does not say (default: 0.9)", "-f", "--TRAIN_VALID_FRAC"),
        RecipeOption.Of<int>("--valid-num", "The most pictures to validate on", "-vn", "--VALID_NUM"),
        RecipeOption.Of<int>("--limit", "The most pictures of the data set"),
        RecipeOption.Of<bool>("--flip", "Mirror half of the pictures, where their captions allow it"),
        RecipeOption.Of<int>("--num-workers", "Threads that prepare batches (default: 0)", "-n", "--NUM_WORKERS"),
        RecipeOption.Choice<Precision>("--precision", "What losses and gradients are computed with; weights keep float32 (default: float32)"),
        RecipeOption.Of<string>("--device", "Where the model computes: cpu, cuda or cuda:1 (default: cpu)"),

        RecipeOption.Of<int>("--chckpt-num", "Steps between two validations with a checkpoint (default: 500)", "-cn", "--CHCKPT_NUM", "--checkpoint-every"),
        RecipeOption.Of<double>("--checkpoint-minutes", "Minutes after which there is a checkpoint at the latest (default: 10)"),
        RecipeOption.Of<int>("--sample-every", "Steps between two drawings of samples (default: 0, none)"),
        RecipeOption.Several("--sample-captions", "What is drawn (default: four captions of the data)"),
        RecipeOption.Of<string>("--sampler", "The samples' sampler: ddpm, ddim or dpmpp (default: dpmpp)"),
        RecipeOption.OneOrEach<int>("--sample-steps", "The steps that it takes, or one a U-Net (default: 20)"),
        RecipeOption.OneOrEach<double>("--guidance", "The samples' guidance, or one a U-Net (default: 1)"),
        RecipeOption.Of<double>("--null-token-scale", "What the null tokens of a fresh model are multiplied with; 1 as in the original (default: 0.05)"),
    ];

    /// <summary>`--config`.</summary>
    public Option<string?> Config { get; } = new("--config") { Description = "A recipe: any of these options as JSON, and the model's parameters" };

    /// <summary>`--parameters`.</summary>
    public Option<string?> Parameters { get; } = new("--parameters", "-p", "--PARAMETERS") { Description = "Build the model as this parameters/ folder or training directory says, ours or the original's" };

    /// <summary>`--restart-directory`.</summary>
    public Option<string?> RestartDirectory { get; } = new("--restart-directory", "-rd", "--RESTART_DIRECTORY") { Description = "Begin a new training with the weights of this training directory, ours or the original's" };

    /// <summary>`--resume`.</summary>
    public Option<string?> Resume { get; } = new("--resume") { Description = "Go on with the training in this directory, exactly where it stopped" };

    /// <summary>`--testing`.</summary>
    public Option<bool> Testing { get; } = new("--testing", "-test", "--TESTING") { Description = "Fill what is not said with what tries everything in a minute: 16 pictures, 2 epochs, the smallest models" };

    /// <summary>`--out`.</summary>
    public Option<string?> Output { get; } = new("--out") { Description = "The training directory to make (default: training_<timestamp>)" };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Config, Parameters, RestartDirectory, Resume, Testing, Output }.Concat(recipe.Select(option => option.Option)))
        {
            command.Add(option);
        }
    }

    /// <summary>What the command line says of the recipe.</summary>
    public JsonObject Said(ParseResult parsed)
    {
        var said = new JsonObject();
        foreach (var option in recipe)
        {
            option.AddTo(said, parsed);
        }
        return said;
    }
}
