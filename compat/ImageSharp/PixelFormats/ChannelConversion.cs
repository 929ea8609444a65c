using System.Numerics;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>How a channel in [0, 1] becomes a byte and back.</summary>
internal static class ChannelConversion
{
    /// <summary>Clamps to [0, 1], scales to [0, 255] and rounds half up. Not-a-number becomes 0.</summary>
    internal static Rgba32 ToBytes(Vector4 vector)
    {
        Vector4 scaled = (Vector4.Clamp(vector, Vector4.Zero, Vector4.One) * 255f) + new Vector4(0.5f);
        return new Rgba32((byte)scaled.X, (byte)scaled.Y, (byte)scaled.Z, (byte)scaled.W);
    }

    internal static Vector4 FromBytes(byte r, byte g, byte b, byte a) => new Vector4(r, g, b, a) / 255f;

    // Y = 0.2126 R + 0.7152 G + 0.0722 B (ITU-R BT.709)
    internal static byte Luminance(byte r, byte g, byte b) => (byte)((r * .2126f) + (g * .7152f) + (b * .0722f) + 0.5f);
}
