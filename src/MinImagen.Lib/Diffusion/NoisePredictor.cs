using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>A model of the noise in a noised image, ε_θ(x_t, t).</summary>
/// <param name="x">x_t, shape (b, c, h, w).</param>
/// <param name="t">The timestep of each image, int64, shape (b).</param>
/// <returns>The predicted ε, shape (b, c, h, w).</returns>
public delegate Tensor NoisePredictor(Tensor x, Tensor t);
