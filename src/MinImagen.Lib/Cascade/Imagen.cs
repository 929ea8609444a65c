using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>
/// Imagen (Saharia et al. 2022): from a caption to a picture with a cascade of diffusion models. The first makes a small
/// picture from noise, each further one a larger picture from the one before.
/// </summary>
public sealed partial class Imagen : nn.Module
{
    private readonly ModuleList<Unet> unets;
    private readonly GaussianDiffusion[] schedules;
    private readonly DiffusionRecipe recipe;
    private readonly Numerics numerics;
    private readonly PixelRange range;
    private Device? device;

    /// <summary>Makes a cascade of U-Nets.</summary>
    /// <param name="unets">From the base model up. They must fit: <see cref="Create"/> makes such.</param>
    /// <param name="options">How to train and sample.</param>
    /// <exception cref="ArgumentException">Options and U-Nets do not fit; the message says which and why.</exception>
    public Imagen(IReadOnlyList<Unet> unets, ImagenOptions options)
        : base(nameof(Imagen))
    {
        options.Validate(unets.Count);
        Options = options;
        TextEmbedDim = TextWidth(options);
        for (var number = 1; number <= unets.Count; number++)
        {
            CheckFits(unets[number - 1].Options, number);
        }

        this.unets = new ModuleList<Unet>(unets.ToArray()).RegisterIn(this, "unets");
        recipe = DiffusionRecipe.Of(options);
        schedules = options.Timesteps.For(unets.Count, "timesteps")
            .Select(t => new GaussianDiffusion(t, recipe.Schedule))
            .ToArray();
        numerics = options.OriginalNumerics ? Numerics.Original : Numerics.Mended;
        range = options.AutoNormalizeImg ? PixelRange.ZeroToOne : PixelRange.MinusOneToOne;
    }

    /// <summary>The U-Nets, from the base model up.</summary>
    public IReadOnlyList<Unet> Unets => unets.AsReadOnly();

    /// <summary>The diffusion process of each U-Net.</summary>
    public IReadOnlyList<GaussianDiffusion> Schedules => schedules;

    /// <summary>What its U-Nets say, by <see cref="ImagenOptions.Objective"/>: noise, x_0 or v, each of which tells the others.</summary>
    public Objective Objective => recipe.Objective;

    /// <summary>How it trains and samples.</summary>
    public ImagenOptions Options { get; }

    /// <summary>The width of the text embeddings that it takes.</summary>
    public int TextEmbedDim { get; }

    /// <summary>
    /// Where sampling computes: the device of the base model, until another is set. A U-Net that lives elsewhere visits
    /// this device while it is sampled from, so that one at a time takes up its memory. For training, move the U-Nets
    /// there for good (<c>imagen.to(device)</c>) before the optimizer is made: moving replaces their parameters.
    /// </summary>
    public Device Device
    {
        get => device ?? unets[0].Device;
        set => device = value;
    }

    /// <summary>The size of all weights in MB (2²⁰ bytes).</summary>
    public double SizeInMegabytes => state_dict().Values.Sum(weight => weight.NumberOfElements * weight.ElementSize) / 1048576.0;

    /// <summary>The weights by name, in PyTorch's order.</summary>
    /// <param name="destination">Where they are added; a new dictionary when null.</param>
    /// <param name="prefix">What their names begin with, before a dot; nothing when null.</param>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null) =>
        ModuleState.Collect(this, destination, prefix);

    /// <summary>Builds a cascade with fresh weights.</summary>
    /// <param name="unets">
    /// From the base model up. What must fit is filled in: low-resolution conditioning, the text's width, channels.
    /// </param>
    /// <param name="options">How to train and sample.</param>
    /// <returns>The cascade.</returns>
    /// <exception cref="ArgumentException">The options fit no cascade.</exception>
    public static Imagen Create(IReadOnlyList<UnetOptions> unets, ImagenOptions options)
    {
        options.Validate(unets.Count);
        var fitting = unets.Select((unet, index) => unet with
        {
            LowresCond = index > 0,
            TextEmbedDim = TextWidth(options),
            Channels = options.Channels,
            ChannelsOut = options.Channels,
        });
        return new Imagen(fitting.Select(unet => new Unet(unet)).ToArray(), options);
    }

    /// <summary>
    /// The loss of one U-Net on a batch of captioned pictures: how well it tells the noise in them at random timesteps.
    /// </summary>
    /// <param name="images">Square pictures in [0, 1], shape (b, c, s, s), at least as large as the U-Net's.</param>
    /// <param name="textEmbeds">The captions' embeddings, shape (b, n, <see cref="TextEmbedDim"/>).</param>
    /// <param name="textMasks">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="unetNumber">Which U-Net, from 1; may be left out where there is one.</param>
    /// <param name="draws">Where timesteps, noise and dropped captions come from; LibTorch's generator when null.</param>
    /// <param name="model">What stands in for the U-Net, such as a copy in another precision; the U-Net itself when null.</param>
    /// <returns>A scalar with gradients.</returns>
    /// <exception cref="ArgumentException">Shapes or the U-Net's number do not fit.</exception>
    public Tensor Loss(
        Tensor images,
        Tensor textEmbeds,
        Tensor? textMasks = null,
        int? unetNumber = null,
        RandomDraws? draws = null,
        Unet? model = null)
    {
        var number = NumberToTrain(unetNumber);
        var unet = unets[number - 1];
        CheckImages(images, Options.ImageSizes[number - 1]);
        CheckText(textEmbeds, images.shape[0]);
        draws ??= RandomDraws.Default;

        using var scope = NewDisposeScope();
        return LossOf(Noised(number, images, textEmbeds, textMasks, draws), model ?? unet).MoveToOuterDisposeScope();
    }

    /// <summary>The loss of one U-Net at given timesteps (Ho et al. 2020, eq. 14).</summary>
    /// <param name="unetNumber">Which U-Net, from 1.</param>
    /// <param name="xStart">Pictures of the U-Net's size in [0, 1], shape (b, c, s, s).</param>
    /// <param name="times">The timestep to noise each to, int64, shape (b).</param>
    /// <param name="textEmbeds">The captions' embeddings, shape (b, n, <see cref="TextEmbedDim"/>).</param>
    /// <param name="textMask">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="lowresCondImg">For super-resolution: the enlarged low-resolution pictures in [0, 1], shape of xStart.</param>
    /// <param name="lowresAugTimes">For super-resolution: the timesteps to noise those to; <paramref name="times"/> when null.</param>
    /// <param name="noise">ε; drawn when null.</param>
    /// <param name="draws">Where noise and dropped captions come from; LibTorch's generator when null.</param>
    /// <param name="model">What stands in for the U-Net, such as a copy in another precision; the U-Net itself when null.</param>
    /// <returns>A scalar with gradients.</returns>
    public Tensor PLosses(
        int unetNumber,
        Tensor xStart,
        Tensor times,
        Tensor textEmbeds,
        Tensor? textMask = null,
        Tensor? lowresCondImg = null,
        Tensor? lowresAugTimes = null,
        Tensor? noise = null,
        RandomDraws? draws = null,
        Unet? model = null)
    {
        using var scope = NewDisposeScope();
        var batch = NoisedAt(
            unetNumber,
            xStart,
            times,
            textEmbeds,
            textMask,
            lowresCondImg,
            lowresAugTimes,
            noise,
            draws ?? RandomDraws.Default);
        return LossOf(batch, model ?? unets[unetNumber - 1]).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing is registered by its field's name: the constructor names the U-Nets as checkpoints do.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Array.ForEach(schedules, schedule => schedule.Dispose());
        }

        base.Dispose(disposing);
    }

    private static int TextWidth(ImagenOptions options) =>
        options.TextEmbedDim ?? TextEncoders.GetEncodedDim(options.TextEncoderName);

    private Tensor Distance(Tensor prediction, Tensor target, nn.Reduction reduction) => Options.LossType switch
    {
        LossType.L1 => nn.functional.l1_loss(prediction, target, reduction),
        LossType.L2 => nn.functional.mse_loss(prediction, target, reduction),
        LossType.Huber => nn.functional.smooth_l1_loss(prediction, target, reduction),
        var other => throw new InvalidOperationException($"There is no loss {other}."),
    };

    private int NumberToTrain(int? unetNumber)
    {
        if (unetNumber is null && unets.Count > 1)
        {
            throw new ArgumentNullException(
                nameof(unetNumber), $"Say which U-Net to train: this cascade has {unets.Count}, numbered from 1.");
        }

        var number = unetNumber ?? 1;
        if (number < 1 || number > unets.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(unetNumber), number, $"This cascade has {unets.Count} U-Nets, numbered from 1.");
        }

        return Options.OnlyTrainUnetNumber is not { } only || only == number
            ? number
            : throw new ArgumentException(
                $"only_train_unet_number allows U-Net {only} only, and {number} was to be trained.", nameof(unetNumber));
    }

    private void CheckFits(UnetOptions unet, int number)
    {
        var problems = new List<string>();
        if (unet.LowresCond != (number > 1))
        {
            problems.Add($"lowres_cond is {unet.LowresCond}, and it must be true for all but the first");
        }

        if (unet.TextEmbedDim != TextEmbedDim)
        {
            problems.Add($"text_embed_dim is {unet.TextEmbedDim}, and that of the cascade {TextEmbedDim}");
        }

        if (unet.Channels != Options.Channels || (unet.ChannelsOut ?? unet.Channels) != Options.Channels)
        {
            problems.Add($"it maps {unet.Channels} channels to {unet.ChannelsOut ?? unet.Channels}, and the cascade's pictures have {Options.Channels}");
        }

        var size = Options.ImageSizes[number - 1];
        if (size % unet.SideDivisor != 0)
        {
            problems.Add($"it halves sides until they must be divisible by {unet.SideDivisor}, and its pictures' are {size}");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(
                $"U-Net {number} does not fit the cascade: {string.Join("; ", problems)}. Imagen.Create builds U-Nets that fit.",
                nameof(unet));
        }
    }

    private void CheckImages(Tensor images, int size)
    {
        var shape = images.shape;
        if (shape.Length != 4 || shape[1] != Options.Channels || shape[2] != shape[3] || shape[2] < size)
        {
            throw new ArgumentException(
                $"Square pictures of shape (b, {Options.Channels}, s, s) with s of at least {size} are needed, got ({string.Join(", ", shape)}).",
                nameof(images));
        }
    }

    private void CheckText(Tensor textEmbeds, long? batchSize = null)
    {
        var shape = textEmbeds.shape;
        if (shape.Length != 3 || shape[2] != TextEmbedDim || (batchSize is { } b && shape[0] != b))
        {
            throw new ArgumentException(
                $"Text embeddings of shape ({batchSize?.ToString() ?? "b"}, n, {TextEmbedDim}) are needed, got ({string.Join(", ", shape)}).",
                nameof(textEmbeds));
        }
    }
}
