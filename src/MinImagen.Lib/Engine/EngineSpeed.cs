using System.Diagnostics;
using static TorchSharp.torch;

namespace MinImagen.Lib.Engine;

/// <summary>How fast, and how exactly, LibTorch multiplies and convolves here in float32.</summary>
/// <param name="MatrixProductOneThread">1024 × 1024 by 1024 × 1024 on one thread, GFLOP/s (10⁹ multiplications and additions a second).</param>
/// <param name="MatrixProduct">The same on all of LibTorch's threads, GFLOP/s.</param>
/// <param name="Convolution">8 images of 64 channels, 32 × 32, with a 3 × 3 kernel to 64 channels, on all threads, GFLOP/s.</param>
/// <param name="MatrixProductError">max |C − C₆₄| / max |C₆₄|, C₆₄ being the product in float64.</param>
/// <param name="ConvolutionError">The same for the convolution.</param>
public sealed record EngineSpeed(
    double MatrixProductOneThread,
    double MatrixProduct,
    double Convolution,
    double MatrixProductError,
    double ConvolutionError)
{
    /// <summary>
    /// The error that float32 may have: a sum of n products is off by about √n · 2⁻²⁴ of its size, here 2·10⁻⁶; a
    /// processor that computes wrongly with a kernel is off by 1.
    /// </summary>
    public const double Tolerance = 1e-5;

    private const int Side = 1024;
    private const int Repeats = 9;

    /// <summary>Whether both agree with float64.</summary>
    public bool Exact => MatrixProductError <= Tolerance && ConvolutionError <= Tolerance;

    /// <summary>Measures, in about a second. Each speed is the median of <see cref="Repeats"/> runs. LibTorch's random state is left as it was.</summary>
    public static EngineSpeed Measure()
    {
        int threads = get_num_threads();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Generator generator = new(0);
        Tensor a = randn(Side, Side, generator: generator);
        Tensor b = randn(Side, Side, generator: generator);
        Tensor images = randn(8, 64, 32, 32, generator: generator);
        Tensor kernel = randn(64, 64, 3, 3, generator: generator);
        try
        {
            set_num_threads(1);
            double oneThread = MultiplicationsOfMatrices / MedianSeconds(() => matmul(a, b));
            set_num_threads(threads);
            return new EngineSpeed(
                oneThread,
                MultiplicationsOfMatrices / MedianSeconds(() => matmul(a, b)),
                MultiplicationsOfConvolution / MedianSeconds(() => Convolve(images, kernel)),
                Error(matmul(a, b), matmul(a.to(float64), b.to(float64))),
                Error(Convolve(images, kernel), Convolve(images.to(float64), kernel.to(float64))));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    // 2 n³ and 2 b · c_out · c_in · k² · h · w, in 10⁹
    private static double MultiplicationsOfMatrices => 2.0 * Side * Side * Side / 1e9;

    private static double MultiplicationsOfConvolution => 2.0 * 8 * 64 * 64 * 9 * 32 * 32 / 1e9;

    private static Tensor Convolve(Tensor images, Tensor kernel) => nn.functional.conv2d(images, kernel, null, [1, 1], [1, 1]);

    private static double Error(Tensor computed, Tensor exact) =>
        ((computed.to(float64) - exact).abs().max() / exact.abs().max()).item<double>();

    private static double MedianSeconds(Func<Tensor> compute)
    {
        List<double> seconds = [];
        compute().Dispose();
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            compute().Dispose();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        seconds.Sort();
        return seconds[Repeats / 2];
    }
}
