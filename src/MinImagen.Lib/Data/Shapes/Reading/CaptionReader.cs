using System.Numerics;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>
/// Names what a picture of shapes shows, from its pixels alone. Geometry, not a network: the ground is the colour of the
/// border; ink is what differs from it; each connected piece of ink must be one colour of the palette and one kind of shape
/// of one of the sizes, and nothing else may be on the paper. Soft edges, mild noise and slightly wrong colours are
/// forgiven; for everything else it answers with no scene and the reason.
/// </summary>
public static class CaptionReader
{
    /// <summary>Reads pictures.</summary>
    /// <param name="pictures">
    /// Shape (b, 3, h, h), or (3, h, h) for one, in [0, 1]. Sides of 32 and 64 are read as they are, others are resized to
    /// the nearer of the two.
    /// </param>
    /// <returns>A reading a picture.</returns>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static IReadOnlyList<SceneReading> Read(Tensor pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var batch = Pixels(pictures, out var side);
        return [.. batch.Select(pixels => PictureReader.Read(side, pixels))];
    }

    private static IEnumerable<Vector3[]> Pixels(Tensor pictures, out int side)
    {
        using var scope = NewDisposeScope();
        var batch = pictures.dim() == 3 ? pictures.unsqueeze(0) : pictures;
        if (batch.dim() != 4 || batch.shape[1] != 3 || batch.shape[2] != batch.shape[3] || batch.shape[2] == 0)
        {
            throw new ArgumentException($"Pictures are (b, 3, h, h) or (3, h, h), not ({string.Join(", ", pictures.shape)}).", nameof(pictures));
        }

        side = batch.shape[2] < 48 ? 32 : 64;
        var sized = Resize.To(batch.detach().cpu().to(ScalarType.Float32), side, side, clamp: (0, 1));
        var values = sized.contiguous().data<float>().ToArray();
        return [.. values.Chunk(3 * side * side).Select(ReadPixels)];
    }

    private static Vector3[] ReadPixels(float[] picture)
    {
        var channels = picture.Chunk(picture.Length / 3).ToArray();
        var side = (int)Math.Sqrt(channels[0].Length);
        foreach (var channel in channels)
        {
            Blur.Apply(channel, side, side, PictureReader.SmoothingOf(side));
        }

        return [.. Enumerable.Range(0, channels[0].Length).Select(i => new Vector3(channels[0][i], channels[1][i], channels[2][i]))];
    }
}
