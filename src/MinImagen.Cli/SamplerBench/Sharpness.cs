using static TorchSharp.torch;

namespace MinImagen.Cli.SamplerBench;

/// <summary>How much there is of edges in pictures.</summary>
internal static class Sharpness
{
    /// <summary>The mean length of the gradient: between a pixel, the one to its right and the one below.</summary>
    /// <param name="pictures">Shape (b, c, h, w), in [0, 1].</param>
    /// <returns>The mean over pictures, channels and pixels.</returns>
    public static double Of(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (pictures.shape[2] - 1, pictures.shape[3] - 1);
        var corner = pictures.narrow(2, 0, height).narrow(3, 0, width);
        var right = pictures.narrow(2, 0, height).narrow(3, 1, width) - corner;
        var below = pictures.narrow(2, 1, height).narrow(3, 0, width) - corner;

        // |∇p| = √((∂p/∂x)² + (∂p/∂y)²)
        return (right.square() + below.square()).sqrt().mean().item<float>();
    }
}
