using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Unets.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>
/// The model of the noise in a picture: a U-Net (Ronneberger et al. 2015) that is told the timestep, a caption and, for
/// super-resolution, a low-resolution picture (Saharia et al. 2022).
/// </summary>
/// <remarks>
/// Down: level by level the sides halve and the channels grow. Up: the reverse, each block seeing what its counterpart on
/// the way down made. The names of the weights are the original's, and so, for the same seed, are their initial values.
/// </remarks>
public sealed class Unet : nn.Module
{
    /// <summary>The width of a head of self-attention.</summary>
    internal const int AttnDimHead = 64;

    /// <summary>In how many groups channels are normalized.</summary>
    internal const int ResnetGroups = 8;

    /// <summary>Scales skip connections down, so that with them the signal grows no stronger.</summary>
    private static readonly double SkipConnectScale = Math.Pow(2, -0.5);

    private readonly TimeConditioning timeConditioning;
    private readonly TimeConditioning? lowresConditioning;
    private readonly nn.Module<Tensor, Tensor> normCond;
    private readonly TextConditioning textConditioning;

    private readonly CrossEmbedLayer initConv;
    private readonly ModuleList<DownLevel> downs;
    private readonly ResnetBlock midBlock1;
    private readonly ToAndFromTokens? midAttn;
    private readonly ResnetBlock midBlock2;
    private readonly ModuleList<UpLevel> ups;
    private readonly ResnetBlock finalResBlock;
    private readonly Conv2d finalConv;

    /// <summary>Builds a U-Net with fresh weights, drawn from LibTorch's generator in the original's order.</summary>
    /// <param name="options">How to build it.</param>
    /// <exception cref="ArgumentException">The options fit no U-Net; the message names the option and the numbers.</exception>
    public Unet(UnetOptions options)
        : base(nameof(Unet))
    {
        options.Validate();
        Options = options;
        var widths = new UnetWidths(options);

        timeConditioning = new TimeConditioning(this, "to_time", options.Dim, widths.TimeCond, widths.Cond);
        lowresConditioning = options.LowresCond
            ? new TimeConditioning(this, "to_lowres_time", options.Dim, widths.TimeCond, widths.Cond)
            : null;
        normCond = nn.LayerNorm(widths.Cond).RegisterIn(this, "norm_cond");
        textConditioning = new TextConditioning(this, options.TextEmbedDim, widths.Cond, widths.TimeCond, options.MaxTextLen ?? TextConditioning.MostTokens);

        initConv = new CrossEmbedLayer(widths.ImageIn, [3, 7, 15], options.Dim, stride: 1).RegisterIn(this, "init_conv");

        downs = new ModuleList<DownLevel>();
        for (var level = 0; level < options.Levels; level++)
        {
            downs.Add(new DownLevel(options, level));
        }

        midBlock1 = new ResnetBlock(widths.Middle, widths.Middle, widths.Cond, widths.TimeCond, ResnetGroups);
        midAttn = options.AttendAtMiddle
            ? new ToAndFromTokens(new Residual(new Attention(widths.Middle, AttnDimHead, options.AttnHeads)))
            : null;
        midBlock2 = new ResnetBlock(widths.Middle, widths.Middle, widths.Cond, widths.TimeCond, ResnetGroups);

        ups = new ModuleList<UpLevel>();
        for (var level = options.Levels - 1; level >= 0; level--)
        {
            ups.Add(new UpLevel(options, level));
        }

        // A checkpoint lists the way up before the middle.
        downs.RegisterIn(this, "downs");
        ups.RegisterIn(this, "ups");
        midBlock1.RegisterIn(this, "mid_block1");
        midAttn?.RegisterIn(this, "mid_attn");
        midBlock2.RegisterIn(this, "mid_block2");

        finalResBlock = new ResnetBlock(options.Dim, options.Dim, null, widths.TimeCond, ResnetGroups)
            .RegisterIn(this, "final_res_block");
        finalConv = nn.Conv2d(options.Dim, widths.ImageOut, 3, 1, 1).RegisterIn(this, "final_conv");
    }

    /// <summary>How it was built.</summary>
    public UnetOptions Options { get; }

    /// <summary>Where its weights are.</summary>
    public Device Device => finalConv.weight!.device;

    /// <summary>The type of its weights.</summary>
    public ScalarType Dtype => finalConv.weight!.dtype;

    /// <summary>Predicts the noise in pictures.</summary>
    /// <param name="x">x_t, noised pictures, shape (b, c, h, w), of the weights' type.</param>
    /// <param name="time">The timestep of each picture, int64, shape (b).</param>
    /// <param name="textEmbeds">The captions' embeddings, shape (b, n, textEmbedDim); null for no text at all.</param>
    /// <param name="textMask">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="lowresCondImg">For super-resolution: the low-resolution pictures, brought to the size of x, noised.</param>
    /// <param name="lowresNoiseTimes">For super-resolution: the timesteps that they were noised to, shape (b).</param>
    /// <param name="condDropProb">The probability to drop a caption, from 0 to 1.</param>
    /// <param name="textKeepMask">Which captions to keep, bool, shape (b); drawn with <paramref name="condDropProb"/> when null.</param>
    /// <returns>ε, shape (b, channelsOut, h, w).</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or a low-resolution picture is missing or too much.</exception>
    public Tensor Forward(
        Tensor x,
        Tensor time,
        Tensor? textEmbeds = null,
        Tensor? textMask = null,
        Tensor? lowresCondImg = null,
        Tensor? lowresNoiseTimes = null,
        double condDropProb = 0,
        Tensor? textKeepMask = null)
    {
        using var scope = NewDisposeScope();
        var text = textEmbeds is null
            ? null
            : ConditionOnText(
                textEmbeds,
                textMask,
                textKeepMask ?? RandomDraws.Default.KeepMask(x.shape[0], 1 - condDropProb, x.device));

        return PredictNoise(x, time, text, lowresCondImg, lowresNoiseTimes).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Predicts the noise with classifier-free guidance (Ho and Salimans 2022): further from what would be predicted
    /// without the caption.
    /// </summary>
    /// <param name="x">x_t, noised pictures, shape (b, c, h, w), of the weights' type.</param>
    /// <param name="time">The timestep of each picture, int64, shape (b).</param>
    /// <param name="textEmbeds">The captions' embeddings, shape (b, n, textEmbedDim); null for no text at all.</param>
    /// <param name="textMask">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="lowresCondImg">For super-resolution: the low-resolution pictures, brought to the size of x, noised.</param>
    /// <param name="lowresNoiseTimes">For super-resolution: the timesteps that they were noised to, shape (b).</param>
    /// <param name="condScale">w: 0 ignores the caption, 1 follows it, more follows it more closely with less variety.</param>
    /// <returns>ε, shape (b, channelsOut, h, w).</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or a low-resolution picture is missing or too much.</exception>
    public Tensor ForwardWithCondScale(
        Tensor x,
        Tensor time,
        Tensor? textEmbeds = null,
        Tensor? textMask = null,
        Tensor? lowresCondImg = null,
        Tensor? lowresNoiseTimes = null,
        double condScale = 1)
    {
        Tensor Predict(double condDropProb) =>
            Forward(x, time, textEmbeds, textMask, lowresCondImg, lowresNoiseTimes, condDropProb);

        // One pass is enough where the other would not count, or be the same.
        if (condScale is 0 or 1 || textEmbeds is null)
        {
            return Predict(condDropProb: condScale == 0 ? 1 : 0);
        }

        using var scope = NewDisposeScope();
        return Guide(Predict(condDropProb: 0), Predict(condDropProb: 1), condScale).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Makes the model ready for a run of sampling: what <see cref="ForwardWithCondScale"/> would compute again at every
    /// timestep is computed once. The weights must stay as they are for as long as it is used.
    /// </summary>
    /// <param name="textEmbeds">The captions' embeddings, shape (b, n, textEmbedDim); null for no text at all.</param>
    /// <param name="textMask">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="lowresCondImg">For super-resolution: the low-resolution pictures, brought to the size of x, noised.</param>
    /// <param name="lowresNoiseTimes">For super-resolution: the timesteps that they were noised to, shape (b).</param>
    /// <param name="condScale">w: 0 ignores the caption, 1 follows it, more follows it more closely with less variety.</param>
    /// <param name="precision">What to compute with; the weights themselves stay as they are.</param>
    /// <returns>The model, to be disposed after the run; it uses this U-Net's weights.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public PreparedUnet Prepare(
        Tensor? textEmbeds,
        Tensor? textMask = null,
        Tensor? lowresCondImg = null,
        Tensor? lowresNoiseTimes = null,
        double condScale = 1,
        Precision precision = Precision.Float32) =>
        new(this, textEmbeds, textMask, lowresCondImg, lowresNoiseTimes, condScale, precision);

    /// <summary>
    /// What the U-Net makes of captions. It stays the same for every timestep, so that sampling could compute it once.
    /// </summary>
    /// <param name="textEmbeds">Embeddings, shape (b, n, textEmbedDim).</param>
    /// <param name="textMask">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="textKeepMask">False where the caption is dropped, bool, shape (b).</param>
    /// <returns>For <see cref="PredictNoise"/>.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public TextCondition ConditionOnText(Tensor textEmbeds, Tensor? textMask, Tensor textKeepMask)
    {
        UnetInputs.CheckText(Options, textEmbeds, textMask);
        return textConditioning.Condition(textEmbeds, textMask, textKeepMask);
    }

    /// <summary>Predicts the noise in pictures, given what was made of their captions.</summary>
    /// <param name="x">x_t, noised pictures, shape (b, c, h, w), of the weights' type.</param>
    /// <param name="time">The timestep of each picture, int64, shape (b).</param>
    /// <param name="text">What <see cref="ConditionOnText"/> made of the captions; null for no text at all.</param>
    /// <param name="lowresCondImg">For super-resolution: the low-resolution pictures, brought to the size of x, noised.</param>
    /// <param name="lowresNoiseTimes">For super-resolution: the timesteps that they were noised to, shape (b).</param>
    /// <returns>ε, shape (b, channelsOut, h, w).</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or a low-resolution picture is missing or too much.</exception>
    public Tensor PredictNoise(
        Tensor x, Tensor time, TextCondition? text, Tensor? lowresCondImg = null, Tensor? lowresNoiseTimes = null)
    {
        UnetInputs.CheckImages(Options, x, time, lowresCondImg, lowresNoiseTimes);
        using var scope = NewDisposeScope();
        var (t, timeTokens) = ConditionOnTime(time, lowresNoiseTimes);
        if (text is null)
        {
            return Denoise(x, t, new Conditioning(normCond.call(timeTokens)), lowresCondImg).MoveToOuterDisposeScope();
        }

        var tokens = normCond.call(cat(new[] { timeTokens, text.Tokens }, 1));
        return Denoise(x, t + text.Hidden, new Conditioning(tokens), lowresCondImg).MoveToOuterDisposeScope();
    }

    /// <summary>Guides: ε = ε(x, t) + w · (ε(x, t, text) − ε(x, t)).</summary>
    /// <param name="conditional">ε(x, t, text).</param>
    /// <param name="unconditional">ε(x, t).</param>
    /// <param name="condScale">w.</param>
    internal static Tensor Guide(Tensor conditional, Tensor unconditional, double condScale) =>
        unconditional + (conditional - unconditional) * condScale;

    /// <summary>The weights by name, in PyTorch's order.</summary>
    /// <param name="destination">Where they are added; a new dictionary when null.</param>
    /// <param name="prefix">What their names begin with, before a dot; nothing when null.</param>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null) =>
        ModuleState.Collect(this, destination, prefix);

    /// <summary>
    /// The same model with weights of its own, to compute in another precision. LibTorch's generator is left as it was.
    /// </summary>
    internal Unet Copy(Precision precision)
    {
        using var generatorState = get_rng_state();
        var copy = new Unet(Options);
        set_rng_state(generatorState);
        copy.load_state_dict(state_dict());
        copy.to(Device);
        copy.train(training);
        if (precision == Precision.BFloat16)
        {
            ReducedProducts.Apply(copy);
        }

        foreach (var tensor in copy.parameters().Concat(copy.buffers()))
        {
            tensor.DetachFromDisposeScope();
        }

        return copy;
    }

    /// <summary>Makes captions ready for many predictions, without gradients.</summary>
    /// <param name="text">What <see cref="ConditionOnText"/> made of them.</param>
    internal PreparedText PrepareText(TextCondition text)
    {
        using var scope = NewDisposeScope();
        return new PreparedText(normCond.call(text.Tokens), text.Hidden.alias());
    }

    /// <summary>Predicts the noise in pictures whose captions were prepared; the same as with the captions as they were.</summary>
    internal Tensor PredictPrepared(
        Tensor x, Tensor time, PreparedText? text, Tensor? lowresCondImg, Tensor? lowresNoiseTimes)
    {
        if (text is null)
        {
            return PredictNoise(x, time, text: null, lowresCondImg, lowresNoiseTimes);
        }

        UnetInputs.CheckImages(Options, x, time, lowresCondImg, lowresNoiseTimes);
        using var scope = NewDisposeScope();
        var (t, timeTokens) = ConditionOnTime(time, lowresNoiseTimes);
        return Denoise(x, t + text.Hidden, new Conditioning(normCond.call(timeTokens), text), lowresCondImg)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Nothing is registered by its field's name: the constructor names every part as checkpoints do.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>The U-Net itself.</summary>
    /// <param name="x">Noised pictures, shape (b, c, h, w).</param>
    /// <param name="t">What conditions every block by scale and shift, shape (b, timeCondDim).</param>
    /// <param name="c">What some blocks attend to.</param>
    /// <param name="lowresCondImg">The low-resolution pictures, shape of x.</param>
    /// <returns>ε, shape (b, channelsOut, h, w).</returns>
    internal Tensor Denoise(Tensor x, Tensor t, Conditioning c, Tensor? lowresCondImg)
    {
        using var scope = NewDisposeScope();
        if (lowresCondImg is not null)
        {
            x = cat(new[] { x, lowresCondImg }, 1);
        }

        x = initConv.call(x);

        // The way down. What the blocks make is kept for the way up.
        var hiddens = new Stack<Tensor>();
        foreach (var level in downs)
        {
            x = level.PreDownsample?.call(x) ?? x;
            x = level.InitBlock.forward(x, t, c);
            foreach (var block in level.ResnetBlocks)
            {
                x = block.call(x, t, null);
                hiddens.Push(x);
            }

            x = level.AttnBlock?.call(x, null) ?? x;
            hiddens.Push(x);
            x = level.PostDownsample?.call(x) ?? x;
        }

        // The middle
        x = midBlock1.forward(x, t, c);
        x = midAttn?.call(x, null) ?? x;
        x = midBlock2.forward(x, t, c);

        // The way up
        Tensor WithSkipConnection(Tensor image) => cat(new[] { image, hiddens.Pop() * SkipConnectScale }, 1);

        foreach (var level in ups)
        {
            x = level.InitBlock.forward(WithSkipConnection(x), t, c);
            foreach (var block in level.ResnetBlocks)
            {
                x = block.call(WithSkipConnection(x), t, null);
            }

            x = level.AttnBlock?.call(x, null) ?? x;
            x = level.Upsample?.call(x) ?? x;
        }

        x = finalResBlock.call(x, t, null);
        return finalConv.call(x).MoveToOuterDisposeScope();
    }

    /// <summary>Joins what is known of timestep and low-resolution noise.</summary>
    /// <returns>The vector, shape (b, timeCondDim), and the tokens, shape (b, n, condDim).</returns>
    private (Tensor T, Tensor Tokens) ConditionOnTime(Tensor time, Tensor? lowresNoiseTimes)
    {
        var (t, tokens) = timeConditioning.Condition(time);
        if (lowresConditioning is null)
        {
            return (t, tokens);
        }

        var (lowresT, lowresTokens) = lowresConditioning.Condition(lowresNoiseTimes!);
        return (t + lowresT, cat(new[] { tokens, lowresTokens }, 1));
    }
}
