using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.Native;

/// <summary>The TurboJPEG API of libjpeg-turbo: unlike libjpeg's own it returns error codes and never jumps.</summary>
internal static unsafe partial class TurboJpeg
{
    private const int FlagAccurateDct = 4096;
    private const int FlagStopOnWarning = 8192;
    private const int FlagLimitScans = 32768;

    internal enum PixelFormat
    {
        Rgb = 0,
        Gray = 6,
        Rgba = 7,
        Cmyk = 11,
    }

    internal enum Subsampling
    {
        None444 = 0,
        Half422 = 1,
        Quarter420 = 2,
        Gray = 3,
        Quarter411 = 5,
    }

    /// <summary>Decodes a file. Whatever libjpeg warns of (data that ends early, corrupt codes) is an error.</summary>
    internal static void Decode(ReadOnlySpan<byte> file, Size size, Span<byte> pixels, PixelFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, (long)size.Width * size.Height * BytesPerPixel(format), nameof(pixels));
        IntPtr handle = NotNull(tjInitDecompress());
        try
        {
            fixed (byte* input = file)
            fixed (byte* output = pixels)
            {
                int flags = FlagAccurateDct | FlagStopOnWarning | FlagLimitScans;
                if (tjDecompress2(handle, input, new CULong((nuint)file.Length), output, size.Width, 0, size.Height, (int)format, flags) != 0)
                    throw new InvalidImageContentException($"The JPEG file is damaged: {Message(handle)}.");
            }
        }
        finally
        {
            _ = tjDestroy(handle);
        }
    }

    /// <summary>Encodes pixels as a baseline JPEG file.</summary>
    internal static void Encode(ReadOnlySpan<byte> pixels, Size size, PixelFormat format, Subsampling subsampling, int quality, Stream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, (long)size.Width * size.Height * BytesPerPixel(format), nameof(pixels));
        IntPtr handle = NotNull(tjInitCompress());
        byte* jpeg = null;
        try
        {
            var length = new CULong(0);
            fixed (byte* input = pixels)
            {
                if (tjCompress2(handle, input, size.Width, 0, size.Height, (int)format, ref jpeg, ref length, (int)subsampling, quality, FlagAccurateDct) != 0)
                    throw new ImageFormatException($"The image could not be encoded as JPEG: {Message(handle)}.");
            }

            using var memory = new UnmanagedMemoryStream(jpeg, (long)length.Value);
            memory.CopyTo(stream);
        }
        finally
        {
            if (jpeg != null)
                tjFree(jpeg);
            _ = tjDestroy(handle);
        }
    }

    internal static int BytesPerPixel(PixelFormat format) => format switch
    {
        PixelFormat.Gray => 1,
        PixelFormat.Rgb => 3,
        _ => 4,
    };

    private static IntPtr NotNull(IntPtr handle)
        => handle != IntPtr.Zero ? handle : throw new InvalidOperationException("libjpeg-turbo could not start a session.");

    private static string Message(IntPtr handle) => Marshal.PtrToStringUTF8(tjGetErrorStr2(handle)) ?? "unknown error";

    [LibraryImport(NativeLibraries.Jpeg)]
    private static partial IntPtr tjInitDecompress();

    [LibraryImport(NativeLibraries.Jpeg)]
    private static partial IntPtr tjInitCompress();

    [LibraryImport(NativeLibraries.Jpeg)]
    private static partial int tjDecompress2(IntPtr handle, byte* jpeg, CULong jpegSize, byte* output, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(NativeLibraries.Jpeg)]
    private static partial int tjCompress2(IntPtr handle, byte* source, int width, int pitch, int height, int pixelFormat, ref byte* jpeg, ref CULong jpegSize, int subsampling, int quality, int flags);

    [LibraryImport(NativeLibraries.Jpeg)]
    private static partial IntPtr tjGetErrorStr2(IntPtr handle);

    [LibraryImport(NativeLibraries.Jpeg)]
    private static partial void tjFree(byte* buffer);

    [LibraryImport(NativeLibraries.Jpeg)]
    private static partial int tjDestroy(IntPtr handle);
}
