using System.Collections.Frozen;
using System.Numerics;
using System.Reflection;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A colour apart from any pixel format: red, green, blue and alpha in [0, 1], alpha not multiplied in.</summary>
public readonly partial struct Color : IEquatable<Color>
{
    private readonly Vector4 channels;

    public Color(Rgba32 pixel) => channels = pixel.ToScaledVector4();

    public Color(Rgb24 pixel) => channels = pixel.ToScaledVector4();

    public Color(Vector4 vector) => channels = Vector4.Clamp(vector, Vector4.Zero, Vector4.One);

    public static explicit operator Vector4(Color color) => color.channels;

    public static explicit operator Color(Vector4 source) => new(source);

    public static bool operator ==(Color left, Color right) => left.Equals(right);

    public static bool operator !=(Color left, Color right) => !left.Equals(right);

    public static Color FromRgba(byte r, byte g, byte b, byte a) => new(new Rgba32(r, g, b, a));

    public static Color FromRgb(byte r, byte g, byte b) => new(new Rgba32(r, g, b));

    public static Color FromPixel<TPixel>(TPixel pixel)
        where TPixel : unmanaged, IPixel<TPixel>
        => new(pixel.ToScaledVector4());

    public static Color ParseHex(string hex) => new(Rgba32.ParseHex(hex));

    public static bool TryParseHex(string hex, out Color result)
    {
        bool parsed = Rgba32.TryParseHex(hex, out Rgba32 pixel);
        result = parsed ? new Color(pixel) : default;
        return parsed;
    }

    /// <summary>Reads the name of a colour on the web, whatever its case, or hexadecimal digits.</summary>
    public static Color Parse(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return TryParse(input, out Color color)
            ? color
            : throw new ArgumentException("Input string is not in the correct format.", nameof(input));
    }

    public static bool TryParse(string input, out Color result)
    {
        result = default;
        return !string.IsNullOrWhiteSpace(input)
            && (Names.ByName.TryGetValue(input, out result) || TryParseHex(input, out result));
    }

    public Color WithAlpha(float alpha) => new(channels with { W = alpha });

    public string ToHex() => ToPixel<Rgba32>().ToHex();

    public TPixel ToPixel<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel>
    {
        TPixel pixel = default;
        pixel.FromScaledVector4(channels);
        return pixel;
    }

    public override string ToString() => ToHex();

    public bool Equals(Color other) => channels == other.channels;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => channels.GetHashCode();

    // A class of its own, so that it is made after the fields that it reads.
    private static class Names
    {
        internal static readonly FrozenDictionary<string, Color> ByName = typeof(Color)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToFrozenDictionary(field => field.Name, field => (Color)field.GetValue(null)!, StringComparer.OrdinalIgnoreCase);
    }
}
