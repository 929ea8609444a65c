using System.Buffers.Binary;
using SixLabors.ImageSharp.Metadata;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>What the markers of a JPEG file say, read to the end-of-image marker.</summary>
/// <param name="Size">Dimensions in the first frame header.</param>
/// <param name="Components">Colour components.</param>
/// <param name="Scans">How often the data goes over the picture.</param>
/// <param name="Orientation">EXIF's, where there is a block of it.</param>
/// <param name="Length">Bytes up to and with the end-of-image marker; what follows is not the picture's.</param>
internal readonly record struct JpegDescription(Size Size, int Components, int Scans, ExifOrientation Orientation, int Length)
{
    private const byte FirstFrame = 0xC0;
    private const byte LastFrame = 0xCF;
    private const byte LastHuffmanFrame = 0xC2;
    private const byte HuffmanTables = 0xC4;
    private const byte Extension = 0xC8;
    private const byte ArithmeticConditioning = 0xCC;
    private const byte FirstRestart = 0xD0;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Exif = 0xE1;
    private const byte Temporary = 0x01;

    // Progressive encoders make about ten; each costs a pass over the picture.
    private const int MostScans = 100;

    internal static JpegDescription Read(ReadOnlySpan<byte> file)
    {
        var result = new JpegDescription(Size.Empty, 0, 0, ExifOrientation.TopLeft, 0);
        bool hasExif = false;
        bool huffman = false;
        long codedBytes = 0;
        int position = 2;
        while (true)
        {
            byte marker = NextMarker(file, ref position);
            if (marker == EndOfImage)
            {
                result.EnsureComplete(huffman ? codedBytes : long.MaxValue);
                return result with { Length = position };
            }

            // Markers without content; restarts are met inside the coded data.
            if (marker is Temporary or (>= FirstRestart and <= StartOfImage))
                continue;

            ReadOnlySpan<byte> segment = ReadSegment(file, ref position);
            if (IsFrame(marker))
            {
                result = result.WithFrame(segment);
                huffman = marker <= LastHuffmanFrame;
            }
            else if (marker == Exif && !hasExif && segment.StartsWith("Exif\0\0"u8))
            {
                hasExif = true;
                result = result with { Orientation = ExifReader.ReadOrientation(segment) };
            }
            else if (marker == StartOfScan)
            {
                if (result.Components == 0)
                    throw Damaged("a scan comes before the frame's header");
                if (result.Scans == MostScans)
                    throw Damaged($"it has more than {MostScans} scans");
                int start = position;
                SkipCodedData(file, ref position);
                codedBytes += position - start;
                result = result with { Scans = result.Scans + 1 };
            }
        }
    }

    private static bool IsFrame(byte marker)
        => marker is >= FirstFrame and <= LastFrame and not (HuffmanTables or Extension or ArithmeticConditioning);

    private static byte NextMarker(ReadOnlySpan<byte> file, ref int position)
    {
        if (position >= file.Length)
            throw EndsEarly();
        if (file[position] != 0xFF)
            throw Damaged("there are stray bytes between its segments");
        while (position < file.Length && file[position] == 0xFF)
            position++;
        return position < file.Length ? file[position++] : throw EndsEarly();
    }

    private static ReadOnlySpan<byte> ReadSegment(ReadOnlySpan<byte> file, ref int position)
    {
        if (file.Length - position < 2)
            throw EndsEarly();
        int length = BinaryPrimitives.ReadUInt16BigEndian(file[position..]);
        if (length < 2)
            throw Damaged("a segment has an impossible length");
        if (length > file.Length - position)
            throw EndsEarly();

        ReadOnlySpan<byte> segment = file.Slice(position + 2, length - 2);
        position += length;
        return segment;
    }

    /// <summary>Goes to the next marker that is neither a stuffed zero nor a restart.</summary>
    private static void SkipCodedData(ReadOnlySpan<byte> file, ref int position)
    {
        while (true)
        {
            int next = file[position..].IndexOf((byte)0xFF);
            if (next < 0 || position + next + 1 >= file.Length)
                throw EndsEarly();
            position += next;
            byte marker = file[position + 1];
            if (marker is not (0x00 or (>= FirstRestart and < StartOfImage)))
                return;
            position += 2;
        }
    }

    private JpegDescription WithFrame(ReadOnlySpan<byte> segment)
    {
        if (Components != 0)
            throw Damaged("it has two frame headers");
        if (segment.Length < 6)
            throw EndsEarly();
        if (segment[0] != 8)
            throw Damaged($"{segment[0]} bits a sample cannot be read, only 8");

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (height == 0 || width == 0 || segment[5] == 0)
            throw Damaged($"dimensions of {width}x{height} and {segment[5]} components");
        return this with { Size = new Size(width, height), Components = segment[5] };
    }

    private void EnsureComplete(long codedBytes)
    {
        if (Scans == 0)
            throw EndsEarly();

        // Huffman coding spends at least a bit on each block of 64 samples; the largest component may have a quarter of the
        // blocks that the dimensions ask for.
        long blocks = (long)Size.Width * Size.Height / (64 * 4);
        if (blocks / 8 > codedBytes)
            throw EndsEarly();
    }

    private static InvalidImageContentException Damaged(string what) => new($"The JPEG file is damaged: {what}.");

    private static InvalidImageContentException EndsEarly() => new("The JPEG file is damaged: it ends early.");
}
