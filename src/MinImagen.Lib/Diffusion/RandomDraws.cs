using static TorchSharp.torch;

namespace MinImagen.Lib.Diffusion;

/// <summary>
/// Everything random in training and sampling is drawn here, in a fixed order, so that a seed gives the same picture and
/// recorded draws can be played back by overriding the methods.
/// </summary>
/// <param name="generator">The generator to draw from; LibTorch's own when null.</param>
public class RandomDraws(Generator? generator = null)
{
    /// <summary>Draws from LibTorch's own generator, the one that <c>torch.manual_seed</c> seeds.</summary>
    public static RandomDraws Default { get; } = new();

    /// <summary>Timesteps, uniform over 0 … T − 1.</summary>
    /// <param name="timesteps">T.</param>
    /// <param name="count">How many.</param>
    /// <param name="device">Where they live; the CPU when null.</param>
    /// <returns>t, int64, shape (count).</returns>
    public virtual Tensor Times(int timesteps, long count, Device? device = null) =>
        randint(0L, timesteps, new[] { count }, dtype: ScalarType.Int64, device: device, generator: generator);

    /// <summary>Noise, ε ~ N(0, I).</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="device">Where it lives; the CPU when null.</param>
    /// <returns>ε of that shape.</returns>
    public virtual Tensor Normal(long[] shape, ScalarType dtype = ScalarType.Float32, Device? device = null) =>
        randn(shape, dtype: dtype, device: device, generator: generator);

    /// <summary>
    /// Noise of the shape, type, device and layout of a tensor: <c>torch.randn_like</c> from this generator. The layout
    /// matters, since LibTorch draws otherwise into memory that is not contiguous.
    /// </summary>
    /// <param name="x">The tensor.</param>
    /// <returns>ε.</returns>
    public virtual Tensor NormalLike(Tensor x)
    {
        var noise = empty_like(x);
        noise.normal_(0, 1, generator);
        return noise;
    }

    /// <summary>
    /// Which captions of a batch the model gets to see; the others are dropped, which is what trains it to work without
    /// one (classifier-free guidance, Ho and Salimans 2022). Nothing is drawn where all or none are kept.
    /// </summary>
    /// <param name="count">The batch size, b.</param>
    /// <param name="probability">The probability to keep a caption, from 0 to 1.</param>
    /// <param name="device">Where it lives; the CPU when null.</param>
    /// <returns>True where the caption is kept, bool, shape (b).</returns>
    public virtual Tensor KeepMask(long count, double probability, Device? device = null)
    {
        if (probability is 0 or 1)
        {
            return full(new[] { count }, probability == 1, dtype: ScalarType.Bool, device: device);
        }

        using var u = zeros(new[] { count }, device: device);
        u.uniform_(0, 1, generator);
        return u.lt(probability);
    }
}
