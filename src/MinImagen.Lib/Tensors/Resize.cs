using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// Resizing of images with a cubic kernel (Keys 1981) and antialiasing, as the Python package ResizeRight does it: a
/// pixel of the result is a weighted mean of the pixels around the place that it comes from.
/// </summary>
public static class Resize
{
    /// <summary>How far the cubic kernel reaches, in pixels, to both sides together.</summary>
    private const int Support = 4;

    /// <summary>What decides that a pixel lies just within the kernel's reach: float32's distance from 1 to the next.</summary>
    private const float Epsilon = 1.1920929e-7f;

    /// <summary>Resizes images to exactly the size that is asked for.</summary>
    /// <param name="image">Images of a floating-point type, shape (…, h, w).</param>
    /// <param name="height">The new height, positive.</param>
    /// <param name="width">The new width, positive.</param>
    /// <param name="padMode">What lies beyond the border: reflect, replicate, circular, or zeros (constant).</param>
    /// <param name="clamp">
    /// The range to clip the result to, since a cubic kernel over- and undershoots edges; null to leave it. An image that
    /// has the size already is never clipped.
    /// </param>
    /// <returns>Shape (…, height, width).</returns>
    /// <exception cref="ArgumentException">The image has no two axes, or the new size is not positive.</exception>
    public static Tensor To(
        Tensor image,
        int height,
        int width,
        PaddingModes padMode = PaddingModes.Reflect,
        (double Min, double Max)? clamp = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var (h, w) = Sides(image);
        return Apply(image, new Axis(h, height, (double)height / h), new Axis(w, width, (double)width / w), padMode, clamp);
    }

    /// <summary>Scales images by factors, as ResizeRight is called in Python; a side that is no whole number is rounded up.</summary>
    /// <param name="image">Images of a floating-point type, shape (…, h, w).</param>
    /// <param name="heightFactor">How many times higher they become, positive.</param>
    /// <param name="widthFactor">How many times wider they become, positive.</param>
    /// <param name="padMode">What lies beyond the border: reflect, replicate, circular, or zeros (constant).</param>
    /// <param name="clamp">The range to clip the result to; null to leave it. What is not scaled is never clipped.</param>
    /// <returns>Shape (…, ⌈h · heightFactor⌉, ⌈w · widthFactor⌉).</returns>
    /// <exception cref="ArgumentException">The image has no two axes, or a factor is not positive.</exception>
    public static Tensor ByFactor(
        Tensor image,
        double heightFactor,
        double widthFactor,
        PaddingModes padMode = PaddingModes.Reflect,
        (double Min, double Max)? clamp = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heightFactor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widthFactor);
        var (h, w) = Sides(image);
        return Apply(
            image,
            new Axis(h, (int)Math.Ceiling(heightFactor * h), heightFactor),
            new Axis(w, (int)Math.Ceiling(widthFactor * w), widthFactor),
            padMode,
            clamp);
    }

    /// <summary>The weight of every pixel of an axis for every pixel of the resized one.</summary>
    /// <returns>The weight of pixel j for pixel i of the result, at [i, j].</returns>
    internal static float[,] Weights(Axis axis, PaddingModes padMode)
    {
        var (size, newSize, scale) = axis;
        var matrix = new float[newSize, size];

        // Where an image shrinks, the kernel is stretched, so that it sees all pixels: that is the antialiasing.
        var stretch = (float)Math.Min(scale, 1);
        var reach = Support / Math.Min(scale, 1);
        var weights = new float[(int)Math.Ceiling(reach - Epsilon)];

        for (var i = 0; i < newSize; i++)
        {
            // Where the centre of pixel i lies among the old ones; float32 decides ties at the kernel's end as the
            // original does.
            var centre = (i / (float)scale) + (float)((size - 1) / 2.0) - (float)((newSize - 1) / (2 * scale));
            var left = (int)Math.Ceiling(centre - (float)(reach / 2) - Epsilon);

            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
            {
                weights[k] = Cubic(stretch * (centre - (left + k)));
                sum += weights[k];
            }

            for (var k = 0; k < weights.Length; k++)
            {
                if (Within(left + k, size, padMode) is { } j)
                {
                    matrix[i, j] += weights[k] / sum;
                }
            }
        }

        return matrix;
    }

    /// <summary>The pixel that stands in for one beyond the border; null where a zero does.</summary>
    private static int? Within(int index, int size, PaddingModes padMode)
    {
        if (index >= 0 && index < size)
        {
            return index;
        }

        return padMode switch
        {
            PaddingModes.Constant or PaddingModes.Zeros => null,
            PaddingModes.Replicate => Math.Clamp(index, 0, size - 1),
            PaddingModes.Circular => Modulo(index, size),
            PaddingModes.Reflect when size == 1 => 0,

            // d c b | a b c d | c b a: a wave of the period 2 (size − 1)
            PaddingModes.Reflect => size - 1 - Math.Abs(size - 1 - Modulo(index, 2 * (size - 1))),
            _ => throw new ArgumentOutOfRangeException(nameof(padMode), padMode, "There is no such padding mode."),
        };
    }

    private static int Modulo(int index, int period) => ((index % period) + period) % period;

    /// <summary>
    /// Keys' kernel, a = −½: 1.5|x|³ − 2.5|x|² + 1 up to 1, −0.5|x|³ + 2.5|x|² − 4|x| + 2 up to 2, 0 beyond.
    /// </summary>
    private static float Cubic(float x)
    {
        var a = Math.Abs(x);
        return a switch
        {
            <= 1 => (1.5f * a * a * a) - (2.5f * a * a) + 1,
            <= 2 => (-0.5f * a * a * a) + (2.5f * a * a) - (4 * a) + 2,
            _ => 0,
        };
    }

    private static Tensor Apply(Tensor image, Axis height, Axis width, PaddingModes padMode, (double Min, double Max)? clamp)
    {
        if (height.Scale == 1 && width.Scale == 1)
        {
            return image.alias();
        }

        using var scope = NewDisposeScope();
        var result = image;

        // y = R_h · x · R_wᵀ, where a row of R holds the weights of all pixels for one pixel of the result
        if (height.Scale != 1)
        {
            result = Matrix(height, padMode, image).matmul(result);
        }

        if (width.Scale != 1)
        {
            result = result.matmul(Matrix(width, padMode, image).transpose(0, 1));
        }

        if (clamp is var (min, max))
        {
            result = result.clamp(min, max);
        }

        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Matrix(Axis axis, PaddingModes padMode, Tensor like) =>
        tensor(Weights(axis, padMode), dtype: like.dtype, device: like.device);

    private static (int Height, int Width) Sides(Tensor image)
    {
        Require.FloatingPoint(image, nameof(image));
        return image.ndim >= 2 && image.numel() > 0
            ? ((int)image.shape[image.ndim - 2], (int)image.shape[image.ndim - 1])
            : throw new ArgumentException($"Images have at least the axes h and w, and at least a pixel; got the shape {Require.Shown(image)}.", nameof(image));
    }

    /// <summary>What becomes of an axis.</summary>
    /// <param name="Size">Its length.</param>
    /// <param name="NewSize">Its new length.</param>
    /// <param name="Scale">How many times longer that is, before rounding.</param>
    internal readonly record struct Axis(int Size, int NewSize, double Scale);
}
