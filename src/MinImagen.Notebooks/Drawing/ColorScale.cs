using System.Globalization;
using MinImagen.Notebooks.Charts;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Notebooks.Drawing;

/// <summary>From numbers to colours: the same as in the charts.</summary>
/// <param name="Range">What has the colours of the two ends.</param>
/// <param name="IsDiverging">Blue and red about the middle, else white to blue.</param>
internal sealed record ColorScale(ValueRange Range, bool IsDiverging)
{
    // Neither end of any scale: what is no number is seen to be none.
    private static readonly Rgb24 NotANumber = new(120, 120, 120);

    internal Rgb24 this[double value] => double.IsNaN(value) ? NotANumber : At((value - Range.Min) / (Range.Max - Range.Min));

    private Rgb24 At(double share)
    {
        var stops = IsDiverging ? Theme.Diverging : Theme.Sequential;
        var place = Math.Clamp(share, 0, 1);
        var upper = Math.Max(1, stops.TakeWhile(stop => stop.At < place).Count());
        var (from, to) = (stops[upper - 1], stops[upper]);
        return Parse(from.Color).Blend(Parse(to.Color), (place - from.At) / (to.At - from.At));
    }

    /// <summary>A colour such as <c>#1f5fa8</c>.</summary>
    internal static Rgb24 Parse(string hex) => new(Part(hex, 1), Part(hex, 3), Part(hex, 5));

    private static byte Part(string hex, int at) => byte.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
