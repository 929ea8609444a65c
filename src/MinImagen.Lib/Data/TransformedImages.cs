using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>The pictures of another list, each put through a function of the user's own; it owns nothing.</summary>
/// <param name="source">The other list.</param>
/// <param name="transform">
/// Makes of a picture (3, side, side) in [0, 1] another of the same shape and range, which may be the same tensor. It is
/// called every time that a picture is asked for, by several threads at once where there are workers; where it is random,
/// a restarted training sees other pictures.
/// </param>
public sealed class TransformedImages(ICaptionedImages source, Func<Tensor, Tensor> transform) : ICaptionedImages
{
    /// <inheritdoc/>
    public int Count => source.Count;

    /// <inheritdoc/>
    public int Side => source.Side;

    /// <inheritdoc/>
    public string GetCaption(int index) => source.GetCaption(index);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The function made a picture of another shape.</exception>
    public Tensor GetImage(int index)
    {
        using var scope = torch.NewDisposeScope();
        var image = transform(source.GetImage(index));
        if (!image.shape.SequenceEqual([3L, Side, Side]))
            throw new InvalidDataException($"the transform made a picture of shape ({string.Join(", ", image.shape)}) of picture {index} instead of (3, {Side}, {Side})");
        return image.MoveToOuterDisposeScope();
    }
}
