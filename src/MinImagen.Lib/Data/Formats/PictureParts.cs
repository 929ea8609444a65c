namespace MinImagen.Lib.Data.Formats;

/// <summary>
/// A picture file cut down to what its pixels are made of. The decoder gets no metadata, which may unpack to gigabytes, no
/// second frame and nothing of what the format does not need.
/// </summary>
/// <param name="File">A file of the same format.</param>
/// <param name="Orientation">How it is turned, 1 to 8 as in EXIF; 1 is upright.</param>
internal readonly record struct PictureParts(byte[] File, ushort Orientation)
{
    /// <summary>Takes a file apart.</summary>
    /// <param name="file">A file of any kind.</param>
    /// <exception cref="InvalidDataException">It is no PNG, JPEG or WebP, or ends before its picture does.</exception>
    internal static PictureParts Of(ReadOnlySpan<byte> file)
    {
        if (PngParts.IsPng(file))
            return PngParts.Of(file);
        if (JpegParts.IsJpeg(file))
            return JpegParts.Of(file);
        if (WebpParts.IsWebp(file))
            return WebpParts.Of(file);
        throw Wrong("neither PNG, JPEG nor WebP");
    }

    /// <summary>What is thrown of a file that cannot be decoded.</summary>
    internal static InvalidDataException Wrong(string reason, Exception? cause = null) => new($"not a picture that can be decoded: {reason}", cause);

    /// <summary>What is thrown of a file that was cut off.</summary>
    internal static InvalidDataException CutOff() => Wrong("the file ends before the picture does");
}
