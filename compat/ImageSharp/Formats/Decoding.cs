using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>The way from bytes to pixels: format, header, limits, and only then memory.</summary>
internal static class Decoding
{
    internal static ImageInfo Identify(DecoderOptions options, ReadOnlySpan<byte> file)
    {
        Codec codec = FindCodec(options, file);
        ImageHeader header = codec.ReadHeader(file);
        var alpha = header.Layout == StoredLayout.ColorWithAlpha ? PixelAlphaRepresentation.Unassociated : PixelAlphaRepresentation.None;
        return new ImageInfo(new PixelTypeInfo(header.BitsPerPixel, alpha), header.Size, DescribeFile(options, codec, header));
    }

    internal static Image Decode(DecoderOptions options, ReadOnlySpan<byte> file)
    {
        Codec codec = FindCodec(options, file);
        ImageHeader header = codec.ReadHeader(file);
        return header.Layout switch
        {
            StoredLayout.Gray => Decode<L8>(options, codec, header, file),
            StoredLayout.ColorWithAlpha => Decode<Rgba32>(options, codec, header, file),
            _ => Decode<Rgb24>(options, codec, header, file),
        };
    }

    internal static Image<TPixel> Decode<TPixel>(DecoderOptions options, ReadOnlySpan<byte> file)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Codec codec = FindCodec(options, file);
        return Decode<TPixel>(options, codec, codec.ReadHeader(file), file);
    }

    internal static Codec FindCodec(DecoderOptions options, ReadOnlySpan<byte> file)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (Codec codec in options.Configuration.Codecs)
        {
            if (codec.Matches(file))
                return codec;
        }

        throw new UnknownImageFormatException(
            $"The image cannot be loaded: its format is none of those known ({options.Configuration.DescribeCodecs()}).");
    }

    /// <summary>Reads the rest of a stream, once its first bytes are known to be a picture's.</summary>
    internal static ReadOnlySpan<byte> ReadAll(DecoderOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new NotSupportedException("Cannot read from the stream.");

        byte[] start = ReadStart(stream);
        FindCodec(options, start);

        long limit = Math.Min(options.Configuration.MemoryAllocator.Limit, Array.MaxLength);
        using var file = new MemoryStream();
        file.Write(start);
        byte[] buffer = new byte[81920];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (file.Length + read > limit)
                throw new InvalidImageContentException($"The image file is larger than the allocator's limit of {limit} bytes.");
            file.Write(buffer, 0, read);
        }

        return file.GetBuffer().AsSpan(0, (int)file.Length);
    }

    internal static byte[] ReadStart(Stream stream)
    {
        byte[] start = new byte[Codec.HeaderLength];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private static Image<TPixel> Decode<TPixel>(DecoderOptions options, Codec codec, ImageHeader header, ReadOnlySpan<byte> file)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Configuration configuration = options.Configuration;
        try
        {
            configuration.MemoryAllocator.Check(header.ScratchBytes);
            ImageMetadata metadata = DescribeFile(options, codec, header);
            var image = new Image<TPixel>(configuration, header.Size, metadata, AllocationOptions.None);
            if (typeof(TPixel) == typeof(Rgba32))
                codec.Decode(file, header, MemoryMarshal.AsBytes(image.Pixels), alpha: true, configuration);
            else if (typeof(TPixel) == typeof(Rgb24))
                codec.Decode(file, header, MemoryMarshal.AsBytes(image.Pixels), alpha: false, configuration);
            else
                DecodeConverting(codec, header, file, image);
            return image;
        }
        catch (InvalidMemoryOperationException exception)
        {
            throw new InvalidImageContentException(header.Size, exception);
        }
    }

    private static void DecodeConverting<TPixel>(Codec codec, ImageHeader header, ReadOnlySpan<byte> file, Image<TPixel> image)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Rgb24[] pixels = Image<Rgb24>.Allocate(image.Configuration, header.Size, AllocationOptions.None);
        codec.Decode(file, header, MemoryMarshal.AsBytes(pixels.AsSpan()), alpha: false, image.Configuration);
        PixelConversion.Convert<Rgb24, TPixel>(pixels, image.Pixels);
    }

    private static ImageMetadata DescribeFile(DecoderOptions options, Codec codec, in ImageHeader header) => new()
    {
        DecodedImageFormat = codec.Format,
        Orientation = options.SkipMetadata ? ExifOrientation.TopLeft : header.Orientation,
    };
}
