using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>
/// How pictures are resized for a U-Net: here the Python original computes something else than its own documentation and
/// the paper say.
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

    /// <summary>What a U-Net sees, in training, in place of the picture that the one before it would have made.</summary>
    /// <param name="images">Shape (b, c, h, w).</param>
    /// <param name="lowresSize">The image size of the U-Net before.</param>
    /// <param name="size">The U-Net's image size.</param>
    /// <param name="range">The pictures' range.</param>
    /// <returns>Shape (b, c, size, size), in that range.</returns>
    public Tensor LowresTrainingImages(Tensor images, int lowresSize, int size, PixelRange range) =>
        Resized(Resized(images, lowresSize, range.Limits), size, range.Limits);

    /// <summary>What a U-Net sees, while sampling, of the picture that the one before it made.</summary>
    /// <param name="picture">Shape (b, c, s, s).</param>
    /// <param name="size">The U-Net's image size.</param>
    /// <param name="range">The picture's range.</param>
    /// <param name="addNoise">Noises to the level asked for.</param>
    /// <returns>Shape (b, c, size, size), in [−1, 1] but for the noise.</returns>
    public abstract Tensor LowresCondition(Tensor picture, int size, PixelRange range, Func<Tensor, Tensor> addNoise);

    /// <summary>Resizes, and clips what was resized to a range if there is one.</summary>
    protected abstract Tensor Resized(Tensor images, int size, (double Min, double Max)? clamp = null);

    private sealed class AsDocumented : Numerics
    {
        // A cubic kernel overshoots edges by up to 9 %: back into the range.
        public override Tensor TrainingImages(Tensor images, int size, PixelRange range) =>
            Resized(images, size, range.Limits);

        // As in training: clamp, normalize, then noise.
        public override Tensor LowresCondition(
            Tensor picture, int size, PixelRange range, Func<Tensor, Tensor> addNoise) =>
            addNoise(range.Normalize(Resized(picture, size, range.Limits)));

        protected override Tensor Resized(Tensor images, int size, (double Min, double Max)? clamp = null) =>
            Resize.To(images, size, size, clamp: clamp);
    }

    private sealed class AsInTheOriginal : Numerics
    {
        public override Tensor TrainingImages(Tensor images, int size, PixelRange range) =>
            Resized(images, size);

        // Noised in [0, 1] and normalized afterwards, which doubles the noise: not what the model was trained on.
        public override Tensor LowresCondition(
            Tensor picture, int size, PixelRange range, Func<Tensor, Tensor> addNoise) =>
            range.Normalize(addNoise(Resized(picture, size)));

        // What ResizeRight gives lies in memory as (w, c, h, b), and noise is drawn to lie like it: only so the same seed
        // gives the same picture.
        protected override Tensor Resized(Tensor images, int size, (double Min, double Max)? clamp = null)
        {
            var resized = Resize.To(images, size, size, clamp: clamp);
            return images.shape[2] == size ? resized : resized.permute(3, 1, 2, 0).contiguous().permute(3, 1, 2, 0);
        }
    }
}
