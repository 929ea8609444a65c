using MinImagen.Lib.Engine;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>
/// A U-Net made ready for a run of sampling: what depends on no timestep is computed once, for the captions and, where
/// there is guidance, for their absence. Not for training: it computes without gradients.
/// </summary>
public sealed class PreparedUnet : IDisposable
{
    private readonly Unet unet;
    private readonly Unet? copy;
    private readonly PreparedText? conditional;
    private readonly PreparedText? unconditional;
    private readonly Tensor? lowresCondImg;
    private readonly Tensor? lowresNoiseTimes;
    private readonly double condScale;

    /// <summary>Prepares; <see cref="Unet.Prepare"/> says how.</summary>
    internal PreparedUnet(
        Unet unet,
        Tensor? textEmbeds,
        Tensor? textMask,
        Tensor? lowresCondImg,
        Tensor? lowresNoiseTimes,
        double condScale,
        Precision precision)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        copy = precision == Precision.BFloat16 ? unet.Copy(precision) : null;
        this.unet = copy ?? unet;
        this.condScale = condScale;
        this.lowresCondImg = lowresCondImg?.alias().DetachFromDisposeScope();
        this.lowresNoiseTimes = lowresNoiseTimes?.alias().DetachFromDisposeScope();
        if (textEmbeds is null)
        {
            return;
        }

        if (condScale != 0)
        {
            var keep = ones(new[] { textEmbeds.shape[0] }, dtype: ScalarType.Bool, device: textEmbeds.device);
            conditional = this.unet.PrepareText(this.unet.ConditionOnText(textEmbeds, textMask, keep));
        }

        if (condScale != 1)
        {
            // Without its caption every picture is conditioned on the same: one stands for all.
            var drop = zeros(new[] { 1L }, dtype: ScalarType.Bool, device: textEmbeds.device);
            unconditional = this.unet.PrepareText(
                this.unet.ConditionOnText(textEmbeds.narrow(0, 0, 1), textMask?.narrow(0, 0, 1), drop));
        }
    }

    /// <summary>Predicts the noise in pictures, with guidance: the same as <see cref="Unet.ForwardWithCondScale"/>.</summary>
    /// <param name="x">x_t, noised pictures, shape (b, c, h, w).</param>
    /// <param name="time">The timestep of each picture, int64, shape (b).</param>
    /// <returns>ε, shape (b, channelsOut, h, w).</returns>
    public Tensor PredictNoise(Tensor x, Tensor time)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Tensor Predict(PreparedText? text) => unet.PredictPrepared(x, time, text, lowresCondImg, lowresNoiseTimes);

        if (conditional is null || unconditional is null)
        {
            return Predict(conditional ?? unconditional).MoveToOuterDisposeScope();
        }

        var predictions = SideBySide.Run(x.device, () => Predict(conditional), () => Predict(unconditional));
        using var conditionalNoise = predictions[0];
        using var unconditionalNoise = predictions[1];
        return Unet.Guide(conditionalNoise, unconditionalNoise, condScale).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        conditional?.Dispose();
        unconditional?.Dispose();
        lowresCondImg?.Dispose();
        lowresNoiseTimes?.Dispose();
        copy?.Dispose();
    }
}
