using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>Some of the pictures of another list, in the order given; it owns nothing.</summary>
/// <param name="source">The other list.</param>
/// <param name="indices">Which of it, in order; any may come twice.</param>
public sealed class ImageSubset(ICaptionedImages source, IReadOnlyList<int> indices) : ICaptionedImages
{
    /// <inheritdoc/>
    public int Count => indices.Count;

    /// <inheritdoc/>
    public int Side => source.Side;

    /// <inheritdoc/>
    public string GetCaption(int index) => source.GetCaption(indices[index]);

    /// <inheritdoc/>
    public Tensor GetImage(int index) => source.GetImage(indices[index]);
}
