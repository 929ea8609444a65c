using System.Buffers.Binary;
using System.IO.Compression;

namespace MinImagen.Lib.Data.Formats;

/// <summary>
/// Whether the rows of a PNG are all there. The decoder leaves black what is missing, and with interlaced rows waits for
/// it forever.
/// </summary>
internal static class PngRows
{
    private const int NarrowestInterlaced = 5;

    // Adam7: the first column and row of each pass, and the steps to the next ones
    private static readonly (int X, int Y, int StepX, int StepY)[] passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Unpacks the pixels, as far as they are needed, and counts them.</summary>
    /// <param name="png">A file of <see cref="PngParts"/>, of a size that may be decoded.</param>
    /// <exception cref="InvalidDataException">There are too few, or they cannot be unpacked.</exception>
    internal static void RequireAll(ReadOnlySpan<byte> png)
    {
        var header = png.Slice(PngParts.SignatureBytes + 8, 13);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var bits = header[8] * header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var interlaced = header[12] != 0;

        // the decoder mixes up the rows of passes in which such a picture has no column
        if (interlaced && width < NarrowestInterlaced)
            throw PictureParts.Wrong($"an interlaced PNG narrower than {NarrowestInterlaced} pixels");

        var missing = interlaced
            ? passes.Sum(pass => Bytes(Steps(width, pass.X, pass.StepX), Steps(height, pass.Y, pass.StepY), bits))
            : Bytes(width, height, bits);
        if (Unpack(Pixels(png), missing) < missing)
            throw PictureParts.CutOff();
    }

    /// <summary>Unpacks at most so many bytes, and says how many there were.</summary>
    private static long Unpack(MemoryStream packed, long most)
    {
        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            var buffer = new byte[64 << 10];
            var done = 0L;
            for (int read; done < most && (read = unpacked.Read(buffer, 0, (int)Math.Min(most - done, buffer.Length))) > 0;)
                done += read;
            return done;
        }
        catch (InvalidDataException damaged)
        {
            throw PictureParts.Wrong("its pixels are damaged", damaged);
        }
    }

    private static int Steps(int side, int first, int step) => Math.Max(0, (side - first + step - 1) / step);

    /// <summary>Before each row stands one byte, which says how it is filtered.</summary>
    private static long Bytes(int width, int height, int bits) => width == 0 ? 0 : height * (1 + (((long)width * bits) + 7) / 8);

    private static MemoryStream Pixels(ReadOnlySpan<byte> png)
    {
        var pixels = new MemoryStream(png.Length);
        var rest = png[PngParts.SignatureBytes..];
        for (var chunk = PngParts.FirstChunk(rest); !chunk.IsEmpty; chunk = PngParts.FirstChunk(rest))
        {
            rest = rest[chunk.Length..];
            if (PngParts.IsNamed(chunk, "IDAT"u8))
                pixels.Write(chunk[8..^4]);
        }

        pixels.Position = 0;
        return pixels;
    }
}
