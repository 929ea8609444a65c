using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <content>
/// Loading. An unknown format is an <see cref="UnknownImageFormatException"/>; a damaged or truncated file, or one whose
/// dimensions the allocator's limit forbids, an <see cref="InvalidImageContentException"/>.
/// </content>
public abstract partial class Image
{
    public static ImageInfo Identify(string path) => Identify(DecoderOptions.Default, path);

    public static ImageInfo Identify(DecoderOptions options, string path)
    {
        using FileStream stream = OpenFile(options, path);
        return Identify(options, stream);
    }

    public static ImageInfo Identify(Stream stream) => Identify(DecoderOptions.Default, stream);

    public static ImageInfo Identify(DecoderOptions options, Stream stream) => Decoding.Identify(options, Decoding.ReadAll(options, stream));

    public static ImageInfo Identify(ReadOnlySpan<byte> buffer) => Identify(DecoderOptions.Default, buffer);

    public static ImageInfo Identify(DecoderOptions options, ReadOnlySpan<byte> buffer) => Decoding.Identify(options, buffer);

    public static IImageFormat DetectFormat(string path) => DetectFormat(DecoderOptions.Default, path);

    public static IImageFormat DetectFormat(DecoderOptions options, string path)
    {
        using FileStream stream = OpenFile(options, path);
        return DetectFormat(options, stream);
    }

    public static IImageFormat DetectFormat(Stream stream) => DetectFormat(DecoderOptions.Default, stream);

    public static IImageFormat DetectFormat(DecoderOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long start = stream.CanSeek ? stream.Position : 0;
        IImageFormat format = DetectFormat(options, Decoding.ReadStart(stream));
        if (stream.CanSeek)
            stream.Position = start;
        return format;
    }

    public static IImageFormat DetectFormat(ReadOnlySpan<byte> buffer) => DetectFormat(DecoderOptions.Default, buffer);

    public static IImageFormat DetectFormat(DecoderOptions options, ReadOnlySpan<byte> buffer) => Decoding.FindCodec(options, buffer).Format;

    public static Image Load(string path) => Load(DecoderOptions.Default, path);

    public static Image Load(DecoderOptions options, string path)
    {
        using FileStream stream = OpenFile(options, path);
        return Load(options, stream);
    }

    public static Image Load(Stream stream) => Load(DecoderOptions.Default, stream);

    public static Image Load(DecoderOptions options, Stream stream) => Load(options, Decoding.ReadAll(options, stream));

    public static Image Load(ReadOnlySpan<byte> buffer) => Load(DecoderOptions.Default, buffer);

    /// <summary>Loads with the pixel format that holds what the file stores: <see cref="L8"/>, <see cref="Rgb24"/> or <see cref="Rgba32"/>.</summary>
    public static Image Load(DecoderOptions options, ReadOnlySpan<byte> buffer) => Decoding.Decode(options, buffer);

    public static Image<TPixel> Load<TPixel>(string path)
        where TPixel : unmanaged, IPixel<TPixel>
        => Load<TPixel>(DecoderOptions.Default, path);

    public static Image<TPixel> Load<TPixel>(DecoderOptions options, string path)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using FileStream stream = OpenFile(options, path);
        return Load<TPixel>(options, stream);
    }

    public static Image<TPixel> Load<TPixel>(Stream stream)
        where TPixel : unmanaged, IPixel<TPixel>
        => Load<TPixel>(DecoderOptions.Default, stream);

    public static Image<TPixel> Load<TPixel>(DecoderOptions options, Stream stream)
        where TPixel : unmanaged, IPixel<TPixel>
        => Load<TPixel>(options, Decoding.ReadAll(options, stream));

    public static Image<TPixel> Load<TPixel>(ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel>
        => Load<TPixel>(DecoderOptions.Default, data);

    public static Image<TPixel> Load<TPixel>(DecoderOptions options, ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel>
        => Decoding.Decode<TPixel>(options, data);

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<TPixel> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
        => LoadPixelData(Configuration.Default, data, width, height);

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<byte> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
        => LoadPixelData<TPixel>(Configuration.Default, data, width, height);

    public static Image<TPixel> LoadPixelData<TPixel>(Configuration configuration, ReadOnlySpan<byte> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
        => LoadPixelData(configuration, MemoryMarshal.Cast<byte, TPixel>(data), width, height);

    public static Image<TPixel> LoadPixelData<TPixel>(Configuration configuration, ReadOnlySpan<TPixel> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Length, (long)width * height, nameof(data));
        var image = new Image<TPixel>(configuration, new Size(width, height), new ImageMetadata(), AllocationOptions.None);
        data[..(width * height)].CopyTo(image.Pixels);
        return image;
    }

    private static FileStream OpenFile(DecoderOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(path);
        return File.OpenRead(path);
    }
}
