using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Notebooks.Drawing;

/// <summary>One colour over another.</summary>
internal static class PixelBlend
{
    /// <param name="below">What is there.</param>
    /// <param name="above">What comes over it.</param>
    /// <param name="share">How much of it, 0 … 1.</param>
    internal static Rgb24 Blend(this Rgb24 below, Rgb24 above, double share) =>
        new(Mix(below.R, above.R, share), Mix(below.G, above.G, share), Mix(below.B, above.B, share));

    private static byte Mix(byte below, byte above, double share) => (byte)Math.Round(below + ((above - below) * share));
}
