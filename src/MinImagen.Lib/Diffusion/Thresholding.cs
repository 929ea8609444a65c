using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// What keeps a predicted x_0 within the range of images, [−1, 1], while sampling. Large guidance weights push it outside
/// (Saharia et al. 2022, section 2.3).
/// </summary>
public abstract record Thresholding
{
    /// <summary>x_0 is left as predicted.</summary>
    public static Thresholding None { get; } = new Off();

    /// <summary>x_0 is clipped to [−1, 1].</summary>
    public static Thresholding Static { get; } = new Clip();

    /// <summary>
    /// "At each sampling step we set s to a certain percentile absolute pixel value in x_0, and if s &gt; 1, then we
    /// threshold x_0 to the range [−s, s] and then divide by s."
    /// </summary>
    /// <param name="percentile">The share of an image's values that may not be clipped, from 0 to 1.</param>
    /// <returns>The thresholding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The percentile lies outside [0, 1].</exception>
    public static Thresholding Dynamic(double percentile) =>
        percentile is >= 0 and <= 1
            ? new Percentile(percentile)
            : throw new ArgumentOutOfRangeException(
                nameof(percentile), percentile, "The percentile of dynamic thresholding is a fraction: from 0 to 1.");

    /// <summary>Applies it.</summary>
    /// <param name="xStart">The predicted x_0, shape (b, c, h, w).</param>
    /// <returns>The x_0 to go on with, shape (b, c, h, w).</returns>
    public abstract Tensor Apply(Tensor xStart);

    /// <summary>Tells s: values outside [−s, s] are cut off.</summary>
    /// <param name="xStart">The predicted x_0, shape (b, c, h, w).</param>
    /// <returns>s of each image, shape (b, 1, 1, 1); null where nothing is cut off.</returns>
    public abstract Tensor? Bound(Tensor xStart);

    private sealed record Off : Thresholding
    {
        public override Tensor Apply(Tensor xStart) => xStart.alias();

        public override Tensor? Bound(Tensor xStart) => null;
    }

    private sealed record Clip : Thresholding
    {
        public override Tensor Apply(Tensor xStart) => xStart.clamp(-1, 1);

        public override Tensor? Bound(Tensor xStart) =>
            ones(new[] { xStart.shape[0], 1, 1, 1 }, dtype: xStart.dtype, device: xStart.device);
    }

    private sealed record Percentile(double Fraction) : Thresholding
    {
        public override Tensor Apply(Tensor xStart)
        {
            using var scope = NewDisposeScope();
            var s = Bound(xStart);

            // x_0 ← clip(x_0, −s, s) / s
            return (xStart.clamp(-s, s) / s).MoveToOuterDisposeScope();
        }

        public override Tensor Bound(Tensor xStart)
        {
            Require.Shape(xStart, nameof(xStart), "b", "c", "h", "w");
            Require.FloatingPoint(xStart, nameof(xStart));
            using var scope = NewDisposeScope();

            // s = max(1, the percentile of |x_0|), one an image
            var magnitudes = xStart.flatten(1).abs();
            var s = quantile(magnitudes, tensor(Fraction, dtype: xStart.dtype, device: xStart.device), dim: 1).clamp(1).view(-1, 1, 1, 1);
            return s.MoveToOuterDisposeScope();
        }
    }
}
