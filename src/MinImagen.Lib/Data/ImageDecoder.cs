using MinImagen.Lib.Data.Formats;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Data;

/// <summary>Decodes picture files that nobody vouches for: size first, then pixels, one kind of exception.</summary>
public static class ImageDecoder
{
    /// <summary>The most pixels that a picture may have unless said otherwise: 50 megapixels.</summary>
    public const long DefaultMaxPixels = 50_000_000;

    /// <summary>The most pixels that a picture may have whatever is said: 100 megapixels.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>The longest side that a picture may have: the decoder's numbers overflow at some larger ones.</summary>
    public const int LongestSide = 65_535;

    /// <summary>Pictures that may be decoded at a time: each may take half a gigabyte on the way.</summary>
    internal const int MaxThreads = 4;

    private const int MaxFileBytes = 256 << 20;

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
            var picture = PictureParts.Of(file);
            var size = PixelDecoder.SizeOf(picture);
            RequireSize(size.Width, size.Height, Math.Min(maxPixels, MostPixels));
            if (PngParts.IsPng(picture.File))
                PngRows.RequireAll(picture.File);
            if (WebpParts.IsWebp(picture.File))
                Vp8lGroups.RequireFew(picture.File, size.Width, size.Height);
            return PixelDecoder.Decode(picture);
        }
        catch (Exception failure) when (failure is not InvalidDataException)
        {
            // ImageSharp says "NullReferenceException" or "index out of range" of some damaged files
            throw PictureParts.Wrong("it is damaged, or of a kind of PNG, JPEG or WebP that is not supported", failure);
        }
    }

    private static void RequireSize(int width, int height, long maxPixels)
    {
        if (width < 1 || height < 1 || (long)width * height > maxPixels)
            throw new InvalidDataException($"{width} × {height} pixels, more than the {maxPixels:N0} that are decoded");
        if (Math.Max(width, height) > LongestSide)
            throw new InvalidDataException($"{width} × {height} pixels: no side may have more than {LongestSide:N0}");
    }
}
