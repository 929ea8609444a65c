using System.Buffers.Binary;

namespace MinImagen.Lib.Data.Formats;

/// <summary>
/// How many groups of codes lossless WebP names. The decoder takes memory for as many as the largest number among them, which
/// a hundred bytes can make 65,536: that is gigabytes. What stands before the groups is read as the decoder reads it.
/// </summary>
internal static class Vp8lGroups
{
    // Encoders make at most 2,600.
    private const int Most = 4096;

    private const int Literals = 256;
    private const int Lengths = 24;
    private const int Distances = 40;
    private const int MostCacheBits = 11;

    /// <summary>Looks at a file of <see cref="WebpParts"/>.</summary>
    /// <param name="webp">The file.</param>
    /// <param name="width">Its picture's width, which may be decoded.</param>
    /// <param name="height">Its height.</param>
    /// <exception cref="InvalidDataException">There are too many, or they cannot be read.</exception>
    internal static void RequireFew(ReadOnlySpan<byte> webp, int width, int height)
    {
        const int HeaderBytes = 5;
        const int AlphaMethod = 3;
        for (var chunks = webp[12..]; chunks.Length >= 8;)
        {
            var data = chunks.Slice(8, BinaryPrimitives.ReadInt32LittleEndian(chunks[4..]));
            if (chunks.StartsWith("VP8L"u8))
                Require(data[HeaderBytes..], width, height);
            else if (chunks.StartsWith("ALPH"u8) && (data[0] & AlphaMethod) == 1)
                Require(data[1..], width, height);
            chunks = chunks[(8 + data.Length)..];
        }
    }

    private static void Require(ReadOnlySpan<byte> stream, int width, int height)
    {
        var bits = new Vp8lBits(stream);
        for (var seen = 0; bits.Next() == 1;)
        {
            var transform = bits.Next(2);
            if ((seen & (1 << transform)) != 0)
                throw PictureParts.Wrong("its codes are damaged");
            seen |= 1 << transform;
            width = SkipTransform(ref bits, transform, width, height);
        }

        ReadCacheBits(ref bits);
        if (bits.Next() == 0)
            return;

        // the picture of groups, whose red and green are their numbers, is of the symbols in its codes
        bits.Next(3);
        var codes = ReadCodes(ref bits);
        if ((codes[1].Largest(Literals) << 8) + codes[0].Largest(Literals) >= Most)
            throw PictureParts.Wrong($"a WebP of more than {Most:N0} groups of codes");
    }

    /// <summary>The width of what comes after it: pixels of few colours are packed.</summary>
    private static int SkipTransform(ref Vp8lBits bits, int transform, int width, int height)
    {
        const int SubtractGreen = 2;
        const int ColourIndexing = 3;
        if (transform == SubtractGreen)
            return width;
        if (transform == ColourIndexing)
        {
            var colours = bits.Next(8) + 1;
            Skip(ref bits, colours);
            return Tiles(width, colours switch { > 16 => 0, > 4 => 1, > 2 => 2, _ => 3 });
        }

        var size = bits.Next(3) + 2;
        Skip(ref bits, Tiles(width, size) * Tiles(height, size));
        return width;
    }

    private static int Tiles(int side, int bits) => (side + (1 << bits) - 1) >> bits;

    private static int ReadCacheBits(ref Vp8lBits bits)
    {
        if (bits.Next() == 0)
            return 0;
        return bits.Next(4) is >= 1 and <= MostCacheBits and var count ? count : throw PictureParts.Wrong("its codes are damaged");
    }

    /// <summary>Codes of green, lengths and the colours of a cache; of red, of blue, of alpha, of distances.</summary>
    private static Vp8lCode[] ReadCodes(ref Vp8lBits bits)
    {
        var cacheBits = ReadCacheBits(ref bits);
        var codes = new Vp8lCode[5];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = Vp8lCode.Read(ref bits, i switch
            {
                0 => Literals + Lengths + (cacheBits == 0 ? 0 : 1 << cacheBits),
                4 => Distances,
                _ => Literals,
            });
        }

        return codes;
    }

    private static void Skip(ref Vp8lBits bits, int pixels)
    {
        var codes = ReadCodes(ref bits);
        while (pixels > 0)
        {
            var green = codes[0].Next(ref bits);
            if (green < Literals)
            {
                for (var i = 1; i <= 3; i++)
                    codes[i].Next(ref bits);
                pixels--;
            }
            else if (green < Literals + Lengths)
            {
                pixels -= Number(ref bits, green - Literals);
                Number(ref bits, codes[4].Next(ref bits));
            }
            else
            {
                pixels--;
            }
        }

        if (pixels < 0)
            throw PictureParts.Wrong("its codes are damaged");
    }

    /// <summary>A length or a distance: its symbol says how many more bits there are.</summary>
    private static int Number(ref Vp8lBits bits, int symbol)
    {
        if (symbol < 4)
            return symbol + 1;
        var more = (symbol - 2) >> 1;
        return ((2 + (symbol & 1)) << more) + bits.Next(more) + 1;
    }
}
