using System.Buffers.Binary;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Whole files for tests to read and to damage.</summary>
internal static class TestFiles
{
    internal static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "files", name));

    internal static byte[] Jpeg(Image image, JpegEncoder? encoder = null)
    {
        using var stream = new MemoryStream();
        image.SaveAsJpeg(stream, encoder);
        return stream.ToArray();
    }

    /// <summary>A smooth picture, which JPEG keeps well.</summary>
    internal static Image<Rgb24> Gradient(int width, int height)
    {
        var image = new Image<Rgb24>(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                image[x, y] = GradientAt(x, y, width, height);
        }

        return image;
    }

    /// <summary>The formula of <see cref="Gradient"/>, and of the JPEG files under <c>files</c> at 24 x 20.</summary>
    internal static Rgb24 GradientAt(int x, int y, int width, int height)
        => new((byte)(x * 255 / (width - 1)), (byte)(y * 255 / (height - 1)), (byte)((x + y) * 255 / (width + height - 2)));

    /// <summary>An EXIF block of one tag, the orientation.</summary>
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
    internal static byte[] WithExif(byte[] jpeg, byte[] exif)
    {
        byte[] content = [.. "Exif\0\0"u8, .. exif];
        int length = content.Length + 2;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. content, .. jpeg[2..]];
    }
}
