using MinImagen.Lib.Data;

namespace MinImagen.Cli.Notebooks;

/// <summary>How far two pictures are apart, as they look on white: decoded, not byte by byte.</summary>
/// <param name="Mean">The mean difference of a channel of a pixel, in [0, 1].</param>
/// <param name="Changed">The share of pixels in which some channel differs by more than a quarter of its range.</param>
internal sealed record PictureDistance(double Mean, double Changed)
{
    private const double MostMean = 0.01;
    private const double MostChanged = 0.01;
    private const int Clear = 64;

    /// <summary>The rule in one sentence, for help and documents.</summary>
    internal const string Rule = "pictures must have one size, differ by at most 1 % in the mean, and clearly in at most 1 % of their pixels";

    /// <summary>Whether the two count as the same.</summary>
    internal bool IsSmall => Mean <= MostMean && Changed <= MostChanged;

    /// <summary>Compares two pictures.</summary>
    /// <param name="committed">A picture's file.</param>
    /// <param name="given">Another's.</param>
    /// <returns>Their distance; null where they have different sizes.</returns>
    /// <exception cref="InvalidDataException">One of them is no picture, or implausibly large.</exception>
    internal static PictureDistance? Between(byte[] committed, byte[] given)
    {
        var a = ImageDecoder.Decode(committed);
        var b = ImageDecoder.Decode(given);
        if (a.Width != b.Width || a.Height != b.Height)
        {
            return null;
        }
        long sum = 0;
        long changed = 0;
        for (var i = 0; i < a.Rgb.Length; i += 3)
        {
            var (red, green, blue) = (Math.Abs(a.Rgb[i] - b.Rgb[i]), Math.Abs(a.Rgb[i + 1] - b.Rgb[i + 1]), Math.Abs(a.Rgb[i + 2] - b.Rgb[i + 2]));
            sum += red + green + blue;
            changed += Math.Max(red, Math.Max(green, blue)) > Clear ? 1 : 0;
        }
        return new PictureDistance(sum / ((double)a.Rgb.Length * byte.MaxValue), changed * 3.0 / a.Rgb.Length);
    }
}
