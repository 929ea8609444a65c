using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.Native;

/// <summary>The decoder of libwebp.</summary>
internal static unsafe partial class LibWebp
{
    // The version of the decoder's ABI that the structure below belongs to; libwebp compares the high byte.
    private const int DecoderAbiVersion = 0x0209;

    internal readonly record struct Features(Size Size, bool HasAlpha, bool IsAnimated, bool IsLossless);

    internal static Features ReadFeatures(ReadOnlySpan<byte> file)
    {
        BitstreamFeatures features;
        int status;
        fixed (byte* input = file)
            status = WebPGetFeaturesInternal(input, (nuint)file.Length, &features, DecoderAbiVersion);
        if (status != 0 || features.Width <= 0 || features.Height <= 0)
            throw new InvalidImageContentException($"The WebP file is damaged: its header cannot be read (status {status}).");
        return new Features(new Size(features.Width, features.Height), features.HasAlpha != 0, features.HasAnimation != 0, features.Format == 2);
    }

    internal static void Decode(ReadOnlySpan<byte> file, Size size, Span<byte> pixels, bool alpha)
    {
        int stride = size.Width * (alpha ? 4 : 3);
        fixed (byte* input = file)
        fixed (byte* output = pixels)
        {
            byte* end = alpha
                ? WebPDecodeRGBAInto(input, (nuint)file.Length, output, (nuint)pixels.Length, stride)
                : WebPDecodeRGBInto(input, (nuint)file.Length, output, (nuint)pixels.Length, stride);
            if (end == null)
                throw new InvalidImageContentException("The WebP file is damaged or ends early.");
        }
    }

    [LibraryImport(NativeLibraries.Webp)]
    private static partial int WebPGetFeaturesInternal(byte* data, nuint size, BitstreamFeatures* features, int version);

    [LibraryImport(NativeLibraries.Webp)]
    private static partial byte* WebPDecodeRGBInto(byte* data, nuint size, byte* output, nuint outputSize, int stride);

    [LibraryImport(NativeLibraries.Webp)]
    private static partial byte* WebPDecodeRGBAInto(byte* data, nuint size, byte* output, nuint outputSize, int stride);

    [StructLayout(LayoutKind.Sequential)]
    private struct BitstreamFeatures
    {
        public int Width;
        public int Height;
        public int HasAlpha;
        public int HasAnimation;
        public int Format;
        private fixed uint padding[5];
    }
}
