using System.Runtime.InteropServices;
using System.Text;

namespace SixLabors.ImageSharp.Native;

/// <summary>
/// libpng's simplified API: it keeps its longjmp inside, and reports errors as codes. (The full API would jump across
/// managed frames.)
/// </summary>
internal static unsafe partial class LibPng
{
    private const uint ImageVersion = 1;
    private const uint FormatRgb = 2;
    private const uint FormatRgba = 3;

    // 16-bit samples are taken as they stand, like 8-bit ones, not as linear light.
    private const uint Flag16BitSrgb = 4;

    /// <summary>Decodes a file whose structure was checked already, as 8 bits a channel.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="size">The dimensions that the header promised.</param>
    /// <param name="pixels">Receives three bytes a pixel, or four with <paramref name="alpha"/>.</param>
    /// <param name="alpha">Whether to decode the alpha channel. Without it the file must have none.</param>
    internal static void Decode(ReadOnlySpan<byte> file, Size size, Span<byte> pixels, bool alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, (long)size.Width * size.Height * (alpha ? 4 : 3), nameof(pixels));
        var image = new PngImage { Version = ImageVersion };
        fixed (byte* input = file)
        fixed (byte* output = pixels)
        {
            try
            {
                if (png_image_begin_read_from_memory(ref image, input, (nuint)file.Length) == 0)
                    throw image.Error();
                if (image.Width != size.Width || image.Height != size.Height)
                    throw new InvalidImageContentException("The PNG header changed its mind about the dimensions.");

                image.Format = alpha ? FormatRgba : FormatRgb;
                image.Flags |= Flag16BitSrgb;
                // A warning (a wrong checksum, too little or too much data) is an error: never half a picture.
                if (png_image_finish_read(ref image, null, output, 0, null) == 0 || image.WarningOrError != 0)
                    throw image.Error();
            }
            finally
            {
                png_image_free(ref image);
            }
        }
    }

    [LibraryImport(NativeLibraries.Png)]
    private static partial int png_image_begin_read_from_memory(ref PngImage image, byte* memory, nuint size);

    [LibraryImport(NativeLibraries.Png)]
    private static partial int png_image_finish_read(ref PngImage image, void* background, byte* buffer, int rowStride, void* colormap);

    [LibraryImport(NativeLibraries.Png)]
    private static partial void png_image_free(ref PngImage image);

    [StructLayout(LayoutKind.Sequential)]
    private struct PngImage
    {
        public IntPtr Opaque;
        public uint Version;
        public uint Width;
        public uint Height;
        public uint Format;
        public uint Flags;
        public uint ColormapEntries;
        public uint WarningOrError;
        public fixed byte Message[64];

        public readonly InvalidImageContentException Error()
        {
            fixed (byte* message = Message)
            {
                var text = new ReadOnlySpan<byte>(message, 64);
                int end = text.IndexOf((byte)0);
                return new InvalidImageContentException($"The PNG file is damaged: {Encoding.Latin1.GetString(end < 0 ? text : text[..end])}.");
            }
        }
    }
}
