using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Cli.Play;

/// <summary>Another thresholding, which shows every x_0 that it is given before it changes it.</summary>
/// <param name="Inner">What it does.</param>
/// <param name="Watch">Told x_0, shape (b, c, h, w), and s, shape (b, 1, 1, 1) or null; both live only as long as the call.</param>
internal sealed record WatchedThresholding(Thresholding Inner, Action<Tensor, Tensor?> Watch) : Thresholding
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor xStart)
    {
        using (var bound = Inner.Bound(xStart))
        {
            Watch(xStart, bound);
        }

        return Inner.Apply(xStart);
    }

    /// <inheritdoc/>
    public override Tensor? Bound(Tensor xStart) => Inner.Bound(xStart);
}
