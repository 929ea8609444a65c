using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Four bytes, alpha not multiplied into the colours.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Rgba32 : IPixel<Rgba32>, IPackedVector<uint>
{
    public byte R;

    public byte G;

    public byte B;

    public byte A;

    public Rgba32(byte r, byte g, byte b)
        : this(r, g, b, byte.MaxValue)
    {
    }

    public Rgba32(byte r, byte g, byte b, byte a)
    {
        R = r;
        G = g;
        B = b;
        A = a;
    }

    public Rgba32(float r, float g, float b, float a = 1)
        : this(new Vector4(r, g, b, a))
    {
    }

    public Rgba32(Vector3 vector)
        : this(new Vector4(vector, 1f))
    {
    }

    public Rgba32(Vector4 vector)
        : this() => this = ChannelConversion.ToBytes(vector);

    public Rgba32(uint packed)
        : this() => Rgba = packed;

    /// <summary>The four bytes as one number, red lowest.</summary>
    public uint Rgba
    {
        readonly get => R | ((uint)G << 8) | ((uint)B << 16) | ((uint)A << 24);
        set => this = new Rgba32((byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24));
    }

    public Rgb24 Rgb
    {
        readonly get => new(R, G, B);
        set => this = new Rgba32(value.R, value.G, value.B, A);
    }

    public uint PackedValue
    {
        readonly get => Rgba;
        set => Rgba = value;
    }

    public static implicit operator Color(Rgba32 source) => new(source);

    public static implicit operator Rgba32(Color color) => color.ToPixel<Rgba32>();

    public static bool operator ==(Rgba32 left, Rgba32 right) => left.Equals(right);

    public static bool operator !=(Rgba32 left, Rgba32 right) => !left.Equals(right);

    /// <summary>Reads <c>rgb</c>, <c>rgba</c>, <c>rrggbb</c> or <c>rrggbbaa</c>, with or without a leading hash.</summary>
    public static Rgba32 ParseHex(string hex)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hex);
        return TryParseHex(hex, out Rgba32 result)
            ? result
            : throw new ArgumentException("Hexadecimal string is not in the correct format.", nameof(hex));
    }

    public static bool TryParseHex(string? hex, out Rgba32 result)
    {
        result = default;
        if (string.IsNullOrWhiteSpace(hex))
            return false;

        ReadOnlySpan<char> digits = hex.AsSpan(hex[0] == '#' ? 1 : 0);
        Span<char> full = stackalloc char[8];
        full.Fill('F');
        switch (digits.Length)
        {
            case 3 or 4:
                for (int i = 0; i < digits.Length; i++)
                    full[2 * i] = full[(2 * i) + 1] = digits[i];
                break;
            case 6 or 8:
                digits.CopyTo(full);
                break;
            default:
                return false;
        }

        if (!uint.TryParse(full, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint packed))
            return false;
        result = new Rgba32(BinaryPrimitives.ReverseEndianness(packed));
        return true;
    }

    public void FromScaledVector4(Vector4 vector) => this = ChannelConversion.ToBytes(vector);

    public readonly Vector4 ToScaledVector4() => ChannelConversion.FromBytes(R, G, B, A);

    public void FromVector4(Vector4 vector) => FromScaledVector4(vector);

    public readonly Vector4 ToVector4() => ToScaledVector4();

    public void FromL8(L8 source) => this = new Rgba32(source.PackedValue, source.PackedValue, source.PackedValue);

    public void FromRgb24(Rgb24 source) => this = new Rgba32(source.R, source.G, source.B);

    public void FromRgba32(Rgba32 source) => this = source;

    public readonly void ToRgba32(ref Rgba32 dest) => dest = this;

    public readonly string ToHex() => BinaryPrimitives.ReverseEndianness(Rgba).ToString("X8", CultureInfo.InvariantCulture);

    public override readonly bool Equals(object? obj) => obj is Rgba32 other && Equals(other);

    public readonly bool Equals(Rgba32 other) => Rgba == other.Rgba;

    public override readonly string ToString() => $"Rgba32({R}, {G}, {B}, {A})";

    public override readonly int GetHashCode() => Rgba.GetHashCode();
}
