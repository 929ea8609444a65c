using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>
/// The two places in which the Python original computes something else than its own documentation and the paper say.
/// </summary>
internal abstract class Numerics
{
    /// <summary>As documented.</summary>
    public static Numerics Mended { get; } = new AsDocumented();

    /// <summary>As the original computes it: for its weights, and to compare with it.</summary>
    public static Numerics Original { get; } = new AsInTheOriginal();

    /// <summary>The pictures that a U-Net is trained on, brought to its size.</summary>
    /// <param name="images">Shape (b, c, h, w).</param>
    /// <param name="size">The U-Net's image size.</param>
    /// <param name="range">The pictures' range.</param>
    /// <returns>Shape (b, c, size, size), in that range.</returns>
    public abstract Tensor TrainingImages(Tensor images, int size, PixelRange range);

    /// <summary>What a U-Net sees, while sampling, of the picture that the one before it made.</summary>
    /// <param name="picture">Shape (b, c, s, s).</param>
    /// <param name="size">The U-Net's image size.</param>
    /// <param name="range">The picture's range.</param>
    /// <param name="addNoise">Noises to the level asked for.</param>
    /// <returns>Shape (b, c, size, size), in [−1, 1] but for the noise.</returns>
    public abstract Tensor LowresCondition(Tensor picture, int size, PixelRange range, Func<Tensor, Tensor> addNoise);

    private sealed class AsDocumented : Numerics
    {
        // A cubic kernel overshoots edges by up to 9 %: back into the range.
        public override Tensor TrainingImages(Tensor images, int size, PixelRange range) =>
            Resize.To(images, size, size, clamp: range.Limits);

        // As in training: clamp, normalize, then noise.
        public override Tensor LowresCondition(
            Tensor picture, int size, PixelRange range, Func<Tensor, Tensor> addNoise) =>
            addNoise(range.Normalize(Resize.To(picture, size, size, clamp: range.Limits)));
    }

    private sealed class AsInTheOriginal : Numerics
    {
        public override Tensor TrainingImages(Tensor images, int size, PixelRange range) =>
            Resize.To(images, size, size);

        // Noised in [0, 1] and normalized afterwards, which doubles the noise: not what the model was trained on.
        public override Tensor LowresCondition(
            Tensor picture, int size, PixelRange range, Func<Tensor, Tensor> addNoise) =>
            range.Normalize(addNoise(Resize.To(picture, size, size)));
    }
}
