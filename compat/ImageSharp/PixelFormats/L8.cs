using System.Numerics;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>One byte of luminance (BT.709 where it comes from colour).</summary>
public struct L8 : IPixel<L8>, IPackedVector<byte>
{
    public L8(byte luminance) => PackedValue = luminance;

    public byte PackedValue { readonly get; set; }

    public static bool operator ==(L8 left, L8 right) => left.Equals(right);

    public static bool operator !=(L8 left, L8 right) => !left.Equals(right);

    public void FromScaledVector4(Vector4 vector) => FromRgba32(ChannelConversion.ToBytes(vector));

    public readonly Vector4 ToScaledVector4() => ChannelConversion.FromBytes(PackedValue, PackedValue, PackedValue, byte.MaxValue);

    public void FromVector4(Vector4 vector) => FromScaledVector4(vector);

    public readonly Vector4 ToVector4() => ToScaledVector4();

    public void FromL8(L8 source) => this = source;

    public void FromRgb24(Rgb24 source) => PackedValue = ChannelConversion.Luminance(source.R, source.G, source.B);

    public void FromRgba32(Rgba32 source) => PackedValue = ChannelConversion.Luminance(source.R, source.G, source.B);

    public readonly void ToRgba32(ref Rgba32 dest) => dest = new Rgba32(PackedValue, PackedValue, PackedValue);

    public override readonly bool Equals(object? obj) => obj is L8 other && Equals(other);

    public readonly bool Equals(L8 other) => PackedValue == other.PackedValue;

    public override readonly string ToString() => $"L8({PackedValue})";

    public override readonly int GetHashCode() => PackedValue.GetHashCode();
}
