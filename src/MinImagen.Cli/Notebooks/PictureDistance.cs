using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Cli.Notebooks;

/// <summary>How far two pictures are apart, as they look: decoded, not byte by byte.</summary>
/// <param name="Mean">The mean difference of a channel of a pixel, in [0, 1].</param>
/// <param name="Changed">The share of pixels in which some channel differs by more than a quarter of its range.</param>
internal sealed record PictureDistance(double Mean, double Changed)
{
    private const double MostMean = 0.01;
    private const double MostChanged = 0.01;
    private const int Clear = 64;
    private const int LargestSide = 8192;

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
        using var a = Load(committed);
        using var b = Load(given);
        if (a.Width != b.Width || a.Height != b.Height)
        {
            return null;
        }
        long sum = 0;
        long changed = 0;
        for (var y = 0; y < a.Height; y++)
        {
            for (var x = 0; x < a.Width; x++)
            {
                var (p, q) = (a[x, y], b[x, y]);
                var (red, green, blue, alpha) = (Math.Abs(p.R - q.R), Math.Abs(p.G - q.G), Math.Abs(p.B - q.B), Math.Abs(p.A - q.A));
                sum += red + green + blue + alpha;
                changed += Math.Max(Math.Max(red, green), Math.Max(blue, alpha)) > Clear ? 1 : 0;
            }
        }
        var pixels = (double)a.Width * a.Height;
        return new PictureDistance(sum / (pixels * 4 * byte.MaxValue), changed / pixels);
    }

    private static Image<Rgba32> Load(byte[] file)
    {
        try
        {
            var info = Image.Identify(file);
            return info.Width <= LargestSide && info.Height <= LargestSide
                ? Image.Load<Rgba32>(file)
                : throw new InvalidDataException($"it is {info.Width} × {info.Height}, and at most {LargestSide} a side are compared");
        }
        catch (Exception failure) when (failure is ImageFormatException or NotSupportedException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException($"it is no picture that can be read: {failure.Message}", failure);
        }
    }
}
