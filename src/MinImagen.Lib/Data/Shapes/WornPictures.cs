using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>Makes pictures worse, as a model's are that has learnt them nearly: to see how much a reader forgives.</summary>
public static class WornPictures
{
    /// <summary>Makes pictures worse by the amounts that <see cref="PictureWear"/> states.</summary>
    /// <param name="pictures">Float32, shape (…, h, w).</param>
    /// <param name="wear">How.</param>
    /// <param name="seed">Decides the noise.</param>
    /// <returns>The same shape, which the caller disposes.</returns>
    public static Tensor Wear(Tensor pictures, PictureWear wear, long seed)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var scope = NewDisposeScope();
        var blurred = wear is PictureWear.Blur or PictureWear.BlurAndNoise ? Blur(pictures, pictures.shape[pictures.ndim - 1] / 64.0) : pictures.alias();
        var worn = wear is PictureWear.Noise or PictureWear.BlurAndNoise ? AddNoise(blurred, 0.05, seed) : blurred;
        return worn.MoveToOuterDisposeScope();
    }

    /// <summary>Blurs pictures with a Gaussian; the border goes on outside.</summary>
    /// <param name="pictures">Float32, shape (…, h, w).</param>
    /// <param name="deviation">The standard deviation in pixels, above 0.</param>
    /// <returns>The same shape, which the caller disposes.</returns>
    public static Tensor Blur(Tensor pictures, double deviation)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        Require.Type(pictures, nameof(pictures), ScalarType.Float32);
        Require.OnDevice(pictures, nameof(pictures), CPU);
        using var scope = NewDisposeScope();

        // y = G_h · x · G_wᵀ
        var rows = Weights((int)pictures.shape[pictures.ndim - 2], deviation).matmul(pictures);
        return rows.matmul(Weights((int)pictures.shape[pictures.ndim - 1], deviation).transpose(0, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Adds Gaussian noise and clips to [0, 1].</summary>
    /// <param name="pictures">Float32, any shape.</param>
    /// <param name="deviation">Its standard deviation.</param>
    /// <param name="seed">Decides the noise.</param>
    /// <returns>The same shape, which the caller disposes.</returns>
    public static Tensor AddNoise(Tensor pictures, double deviation, long seed)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var noise = randn(pictures.shape, generator: generator);
        return (pictures + (noise * deviation)).clamp(0, 1).MoveToOuterDisposeScope();
    }

    private static Tensor Weights(int size, double deviation)
    {
        var weights = new float[size, size];
        var reach = (int)Math.Ceiling(3 * deviation);
        for (var i = 0; i < size; i++)
        {
            for (var j = i - reach; j <= i + reach; j++)
            {
                // w(i, j) ∝ exp(−(i − j)² / 2σ²)
                weights[i, Math.Clamp(j, 0, size - 1)] += (float)Math.Exp(-(i - j) * (i - j) / (2 * deviation * deviation));
            }
        }

        using var scope = NewDisposeScope();
        var matrix = tensor(weights);
        return (matrix / matrix.sum(1, keepdim: true)).MoveToOuterDisposeScope();
    }
}
