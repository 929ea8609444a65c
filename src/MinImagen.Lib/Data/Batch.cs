using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>Pictures with the encodings of their captions, as the loss of a cascade takes them.</summary>
/// <param name="Images">Float32, shape (b, 3, side, side), in [0, 1].</param>
/// <param name="TextEmbeds">Float32, shape (b, n, d): n tokens of the longest caption, zeros behind the shorter ones.</param>
/// <param name="TextMask">Bool, shape (b, n): true where there is a token.</param>
public sealed record Batch(Tensor Images, Tensor TextEmbeds, Tensor TextMask) : IDisposable
{
    /// <summary>How many pictures it holds.</summary>
    public int Size => (int)Images.shape[0];

    /// <summary>Frees the three tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        TextEmbeds.Dispose();
        TextMask.Dispose();
    }
}
