using System.Runtime.InteropServices;
using MinImagen.Lib.Files;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace MinImagen.Lib.Data;

/// <summary>Decodes picture files that nobody vouches for: size first, then pixels, one kind of exception.</summary>
public static class ImageDecoder
{
    /// <summary>The most pixels that a picture may have unless said otherwise: 50 megapixels.</summary>
    public const long DefaultMaxPixels = 50_000_000;

    /// <summary>Pictures that may be decoded at a time: each may take half a gigabyte on the way.</summary>
    internal const int MaxThreads = 4;

    private const int MaxFileBytes = 256 << 20;

    private static readonly Configuration decoding = Configuration.Default.Clone();

    /// <summary>Decodes the first frame of a picture, upright, with whatever is transparent laid over white.</summary>
    /// <param name="path">The file: PNG, JPEG or WebP, whatever its name says.</param>
    /// <param name="maxPixels">Width × height above which it is refused before any pixel is decoded.</param>
    /// <exception cref="InvalidDataException">It cannot be read, is too large or is no picture; the message says which.</exception>
    public static Pixels Decode(string path, long maxPixels = DefaultMaxPixels)
    {
        try
        {
            // a pipe or a device has no length, and reading it might not end
            if (new FileInfo(path) is { Exists: true, Length: 0 })
                throw new InvalidDataException("an empty file");
            return Decode(BoundedFile.ReadAllBytes(path, MaxFileBytes), maxPixels);
        }
        catch (FileNotFoundException missing)
        {
            throw new InvalidDataException("no such file", missing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>As <see cref="Decode(string, long)"/>, from memory.</summary>
    public static Pixels Decode(ReadOnlySpan<byte> file, long maxPixels = DefaultMaxPixels)
    {
        try
        {
            using var stream = new MemoryStream(file.ToArray(), writable: false);
            var info = Image.Identify(decoding, stream)
                ?? throw new InvalidDataException("not a picture of a kind that can be decoded");
            if (info.Width < 1 || info.Height < 1 || (long)info.Width * info.Height > maxPixels)
                throw new InvalidDataException($"{info.Width} × {info.Height} pixels, more than the {maxPixels:N0} that are decoded");

            stream.Position = 0;
            using var image = Image.Load<Rgba32>(decoding, stream);
            image.Mutate(context => context.AutoOrient().BackgroundColor(Color.White));
            var opaque = new Rgba32[image.Width * image.Height];
            image.CopyPixelDataTo(opaque);
            return new Pixels(image.Width, image.Height, DropAlpha(opaque));
        }
        catch (Exception failure) when (IsBadPicture(failure))
        {
            // ImageSharp says "NullReferenceException" or "index out of range" of some damaged files
            throw new InvalidDataException($"not a picture that can be decoded: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static byte[] DropAlpha(ReadOnlySpan<Rgba32> pixels)
    {
        var rgb = new byte[pixels.Length * 3];
        var target = MemoryMarshal.Cast<byte, Rgb24>(rgb.AsSpan());
        for (var i = 0; i < pixels.Length; i++)
            target[i] = new Rgb24(pixels[i].R, pixels[i].G, pixels[i].B);
        return rgb;
    }

    private static bool IsBadPicture(Exception failure) =>
        failure is ImageFormatException or InvalidOperationException or NullReferenceException or NotSupportedException
            or ArgumentException or IndexOutOfRangeException or ArithmeticException or IOException
        && failure is not InvalidDataException and not ObjectDisposedException;
}
