using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;

namespace SixLabors.ImageSharp;

/// <summary>Saving.</summary>
public static class ImageExtensions
{
    /// <summary>Saves in the format that the file name's extension stands for.</summary>
    public static void Save(this Image source, string path)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(path);
        string extension = Path.GetExtension(path).TrimStart('.');
        Codec? codec = source.Configuration.Codecs
            .FirstOrDefault(codec => codec.Format.FileExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
        Save(source, path, codec?.DefaultEncoder ?? throw NoEncoder(source, $"the extension '{extension}' of {path}"));
    }

    public static void Save(this Image source, string path, IImageEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(encoder);
        source.EnsureNotDisposed();
        using FileStream stream = File.Create(path);
        source.Save(stream, encoder);
    }

    public static void Save(this Image source, Stream stream, IImageFormat format)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        if (!stream.CanWrite)
            throw new NotSupportedException("Cannot write to the stream.");
        Codec? codec = source.Configuration.Codecs.FirstOrDefault(codec => codec.Format == format);
        source.Save(stream, codec?.DefaultEncoder ?? throw NoEncoder(source, $"the format {format.Name}"));
    }

    public static void SaveAsPng(this Image source, string path) => SaveAsPng(source, path, null);

    public static void SaveAsPng(this Image source, string path, PngEncoder? encoder) => Save(source, path, encoder ?? new PngEncoder());

    public static void SaveAsPng(this Image source, Stream stream) => SaveAsPng(source, stream, null);

    public static void SaveAsPng(this Image source, Stream stream, PngEncoder? encoder)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.Save(stream, encoder ?? new PngEncoder());
    }

    public static void SaveAsJpeg(this Image source, string path) => SaveAsJpeg(source, path, null);

    public static void SaveAsJpeg(this Image source, string path, JpegEncoder? encoder) => Save(source, path, encoder ?? new JpegEncoder());

    public static void SaveAsJpeg(this Image source, Stream stream) => SaveAsJpeg(source, stream, null);

    public static void SaveAsJpeg(this Image source, Stream stream, JpegEncoder? encoder)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.Save(stream, encoder ?? new JpegEncoder());
    }

    /// <summary>The picture as a data URI, which a browser shows.</summary>
    public static string ToBase64String(this Image source, IImageFormat format)
    {
        using var stream = new MemoryStream();
        Save(source, stream, format);
        return $"data:{format.DefaultMimeType};base64,{Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length)}";
    }

    private static UnknownImageFormatException NoEncoder(Image source, string what)
        => new($"No encoder was found for {what}. Formats known: {source.Configuration.DescribeCodecs()}; WebP is only read.");
}
