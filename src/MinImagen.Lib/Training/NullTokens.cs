using MinImagen.Lib.Cascade;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// The learned tokens that stand where a caption has ended. A U-Net averages all places, as a rule 256, and draws these tokens
/// from N(0, I): at first a caption of three words is 3 quiet voices among 253 loud ones, and a short training never hears it.
/// </summary>
public static class NullTokens
{
    /// <summary>What makes the caption the loudest at first: measured, eight pictures are told apart in half the steps.</summary>
    public const double QuietScale = 0.05;

    /// <summary>Scales the null tokens of a fresh cascade. Training is free to make them louder again.</summary>
    /// <param name="imagen">A cascade that was not trained yet.</param>
    /// <param name="scale">The factor, at least 0; 1 leaves the original's initialization.</param>
    public static void Quieten(Imagen imagen, double scale = QuietScale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var unet in imagen.Unets)
        {
            unet.get_parameter("null_text_embed")!.mul_(scale);
        }
    }
}
