using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>Whole files to read and to damage. Those under <c>files</c> show formulas: JPEG a gradient of 24 × 20, WebP <see cref="WebpDecodingTests"/>'s.</summary>
internal static class FixtureFiles
{
    /// <summary>One of every kind that the decoder knows.</summary>
    internal static readonly string[] All =
    [
        "png", "png-grey-1", "png-palette", "png-interlaced-16", "png-exif", "jpeg-exif", "jpeg-grey", "webp-large", "webp-lossless-large",
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Data", "files")).Select(path => Path.GetFileName(path)).Order(),
    ];

    private static readonly ConcurrentDictionary<string, byte[]> read = [];

    internal static byte[] Read(string name) => [.. read.GetOrAdd(name, Make)];

    private static byte[] Make(string name) => name switch
    {
        "png" => TestPng.Make(6, 8, interlaced: false, transparency: false, 5, 4).Encode(),
        "png-grey-1" => TestPng.Make(0, 1, interlaced: false, transparency: true, 17, 5).Encode(),
        "png-palette" => TestPng.Make(3, 4, interlaced: true, transparency: true, 9, 5).Encode(),
        "png-interlaced-16" => TestPng.Make(2, 16, interlaced: true, transparency: true, 5, 4).Encode(),
        "png-exif" => TestPng.Make(2, 8, interlaced: false, transparency: false, 7, 3, ("eXIf", Exif(6, littleEndian: true)), ("tEXt", "Comment\0words"u8.ToArray())).Encode(),
        "jpeg-exif" => WithExif(Jpeg(Gradient(17, 15)), Exif(6, littleEndian: false)),
        "jpeg-grey" => Jpeg(Gradient(17, 15), new JpegEncoder { ColorType = JpegColorType.Luminance }),
        "webp-large" => Encode(Gradient(70, 50), new WebpEncoder { FileFormat = WebpFileFormatType.Lossy }),
        "webp-lossless-large" => Encode(Gradient(70, 50), new WebpEncoder { FileFormat = WebpFileFormatType.Lossless }),
        _ => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "files", name)),
    };

    internal static byte[] Jpeg(Image<Rgb24> image, JpegEncoder? encoder = null) => Encode(image, encoder ?? new JpegEncoder());

    internal static Image<Rgb24> Gradient(int width, int height)
    {
        Image<Rgb24> image = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                image[x, y] = GradientAt(x, y, width, height);
        }

        return image;
    }

    internal static Rgb24 GradientAt(int x, int y, int width, int height)
        => new((byte)(x * 255 / (width - 1)), (byte)(y * 255 / (height - 1)), (byte)((x + y) * 255 / (width + height - 2)));

    /// <summary>A block of EXIF with one tag, the orientation.</summary>
    internal static byte[] Exif(int orientation, bool littleEndian)
    {
        byte[] exif = new byte[26];
        void Put16(int at, ushort value)
        {
            if (littleEndian)
                BinaryPrimitives.WriteUInt16LittleEndian(exif.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt16BigEndian(exif.AsSpan(at), value);
        }

        exif[0] = exif[1] = (byte)(littleEndian ? 'I' : 'M');
        Put16(2, 42);
        Put16(littleEndian ? 4 : 6, 8); // the first directory is at 8
        Put16(8, 1); // of one entry
        Put16(10, 0x0112);
        Put16(12, 3); // short
        Put16(littleEndian ? 14 : 16, 1); // one of them
        Put16(18, (ushort)orientation);
        return exif;
    }

    /// <summary>A JPEG file with an APP1 segment behind its first marker.</summary>
    internal static byte[] WithExif(byte[] jpeg, byte[] exif) => WithSegment(jpeg, 0xE1, [.. "Exif\0\0"u8, .. exif]);

    internal static byte[] WithSegment(byte[] jpeg, byte marker, byte[] content)
    {
        int length = content.Length + 2;
        return [.. jpeg[..2], 0xFF, marker, (byte)(length >> 8), (byte)length, .. content, .. jpeg[2..]];
    }

    /// <summary>A chunk of a RIFF file.</summary>
    internal static byte[] Chunk(string name, byte[] content)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. Encoding.ASCII.GetBytes(name), .. length, .. content, .. new byte[content.Length % 2]];
    }

    internal static byte[] Webp(params byte[][] chunks) => Chunk("RIFF", [.. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)]);

    private static byte[] Encode(Image<Rgb24> image, IImageEncoder encoder)
    {
        using MemoryStream stream = new();
        using (image)
            image.Save(stream, encoder);
        return stream.ToArray();
    }
}
