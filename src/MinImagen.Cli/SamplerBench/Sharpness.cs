using static TorchSharp.torch;

namespace MinImagen.Cli.SamplerBench;

/// <summary>
/// How steep the edges in pictures are: the root mean square of the gradient's length. Its plain mean would not do, for an
/// edge that is blurred over n pixels has n gradients of an n-th; of their squares the sum is an n-th.
/// </summary>
internal static class Sharpness
{
    /// <summary>Measures, between a pixel, the one to its right and the one below.</summary>
    /// <param name="pictures">Shape (b, c, h, w), in [0, 1].</param>
    /// <returns>The root of the mean over pictures, channels and pixels, from 0 to √2.</returns>
    public static double Of(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (pictures.shape[2] - 1, pictures.shape[3] - 1);
        var corner = pictures.narrow(2, 0, height).narrow(3, 0, width);
        var right = pictures.narrow(2, 0, height).narrow(3, 1, width) - corner;
        var below = pictures.narrow(2, 1, height).narrow(3, 0, width) - corner;

        // √⟨|∇p|²⟩, |∇p|² = (∂p/∂x)² + (∂p/∂y)²
        return (right.square() + below.square()).mean().sqrt().item<float>();
    }
}
