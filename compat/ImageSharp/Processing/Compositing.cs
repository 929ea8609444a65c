using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing;

/// <summary>Porter and Duff's "over", for colours that alpha is not multiplied into.</summary>
internal static class Compositing
{
    internal static Rgba32 Over(Rgba32 source, Rgba32 background)
    {
        // α = α_s + α_b (1 − α_s), in 255ths of 255ths
        int visible = background.A * (255 - source.A);
        int alpha = (source.A * 255) + visible;
        if (alpha == 0)
            return default;

        return new Rgba32(Mix(source.R, background.R), Mix(source.G, background.G), Mix(source.B, background.B), (byte)((alpha + 127) / 255));

        // C = (α_s C_s + α_b (1 − α_s) C_b) / α
        byte Mix(byte front, byte back) => (byte)(((front * source.A * 255) + (back * visible) + (alpha / 2)) / alpha);
    }
}
