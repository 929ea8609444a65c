using System.Numerics;

namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>A picture as the reader looks at it: how far each pixel is from the ground, in red, green and blue.</summary>
internal sealed class SeenPicture
{
    // A border pixel that differs by less is ground; the paper of true pictures differs by their noise only.
    private const float SameGround = 0.2f;
    private const double MinShareOfGround = 0.85;
    private const float MinLightness = 0.8f;

    private SeenPicture(int side, Vector3[] ink, Vector3 ground, double noise) => (Side, Ink, Ground, Noise) = (side, ink, ground, noise);

    /// <summary>Pixels a side.</summary>
    public int Side { get; }

    /// <summary>Pixel minus ground, row by row from the top.</summary>
    public Vector3[] Ink { get; }

    /// <summary>The colour of the ground, the median of the border.</summary>
    public Vector3 Ground { get; }

    /// <summary>The variance of the ground, the mean of the three channels.</summary>
    public double Noise { get; }

    /// <summary>Finds the ground of a picture.</summary>
    /// <param name="side">Pixels a side.</param>
    /// <param name="pixels">The pixels, row by row from the top.</param>
    /// <returns>Null where the border is not of one light colour.</returns>
    public static SeenPicture? Look(int side, Vector3[] pixels)
    {
        var border = Border(side).Select(index => pixels[index]).ToArray();
        var ground = new Vector3(
            Median(border.Select(pixel => pixel.X)), Median(border.Select(pixel => pixel.Y)), Median(border.Select(pixel => pixel.Z)));
        var even = border.Select(pixel => pixel - ground).Where(difference => difference.Length() < SameGround).ToArray();
        if (even.Length < MinShareOfGround * border.Length || Math.Min(ground.X, Math.Min(ground.Y, ground.Z)) < MinLightness)
        {
            return null;
        }

        var noise = even.Average(difference => difference.LengthSquared()) / 3;
        return new SeenPicture(side, [.. pixels.Select(pixel => pixel - ground)], ground, noise);
    }

    private static IEnumerable<int> Border(int side) => Enumerable.Range(0, side * side)
        .Where(index => index / side == 0 || index / side == side - 1 || index % side == 0 || index % side == side - 1);

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
