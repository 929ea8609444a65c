using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>One step of sampling, from x_t to x_{t−1}.</summary>
/// <param name="Index">Which step this is, from 0.</param>
/// <param name="Timestep">The t that it started from.</param>
/// <param name="X">x_{t−1}, where it led, shape (b, c, h, w).</param>
/// <param name="XStart">x_0 as the model sees it from x_t, after thresholding, shape (b, c, h, w).</param>
public sealed record SamplerStep(int Index, int Timestep, Tensor X, Tensor XStart) : IDisposable
{
    /// <summary>Disposes both tensors.</summary>
    public void Dispose()
    {
        X.Dispose();
        XStart.Dispose();
    }
}
