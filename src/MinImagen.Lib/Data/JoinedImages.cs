using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>Two lists of pictures one behind the other; it owns nothing.</summary>
/// <param name="first">The first, of the same side.</param>
/// <param name="second">The second.</param>
public sealed class JoinedImages(ICaptionedImages first, ICaptionedImages second) : ICaptionedImages
{
    /// <inheritdoc/>
    public int Count => checked(first.Count + second.Count);

    /// <inheritdoc/>
    public int Side => first.Side;

    /// <inheritdoc/>
    public string GetCaption(int index) => index < first.Count ? first.GetCaption(index) : second.GetCaption(index - first.Count);

    /// <inheritdoc/>
    public Tensor GetImage(int index) => index < first.Count ? first.GetImage(index) : second.GetImage(index - first.Count);
}
