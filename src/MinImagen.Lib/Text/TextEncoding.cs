using static TorchSharp.torch;

namespace MinImagen.Lib.Text;

/// <summary>What an encoder makes of several texts.</summary>
/// <param name="Embeds">One vector a token, float32, shape (b, n, d); zero where the mask is false.</param>
/// <param name="Mask">Whether a token is the text's own, bool, shape (b, n).</param>
public sealed record TextEncoding(Tensor Embeds, Tensor Mask) : IDisposable
{
    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Embeds.Dispose();
        Mask.Dispose();
    }
}
