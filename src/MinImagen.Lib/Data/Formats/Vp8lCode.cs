namespace MinImagen.Lib.Data.Formats;

/// <summary>A prefix code of lossless WebP: symbols as bits, none the beginning of another.</summary>
internal sealed class Vp8lCode
{
    private const int Longest = 15;

    // How long the codes of the code lengths are, in this order.
    private static readonly byte[] lengthOrder = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly int[] counts = new int[Longest + 1];
    private readonly int[] symbols;

    private Vp8lCode(ReadOnlySpan<byte> lengths)
    {
        var all = lengths.ToArray();
        foreach (var length in all)
            counts[length]++;
        counts[0] = 0;
        symbols = [.. Enumerable.Range(0, all.Length).Where(symbol => all[symbol] > 0).OrderBy(symbol => all[symbol])];

        // one symbol takes no bit; the codes of more fill the tree
        var filled = Enumerable.Range(1, Longest).Sum(length => counts[length] << (Longest - length));
        if (symbols.Length == 0 || (symbols.Length > 1 && filled != 1 << Longest))
            throw PictureParts.Wrong("its codes are damaged");
    }

    /// <summary>The largest symbol below a bound; 0 where there is none.</summary>
    internal int Largest(int below) => symbols.Where(symbol => symbol < below).DefaultIfEmpty().Max();

    /// <summary>Reads a symbol.</summary>
    internal int Next(ref Vp8lBits bits)
    {
        if (symbols.Length == 1)
            return symbols[0];
        for (int length = 1, code = 0, first = 0, before = 0; ; length++)
        {
            code |= bits.Next();
            if (code - first < counts[length])
                return symbols[before + code - first];
            before += counts[length];
            first = (first + counts[length]) << 1;
            code <<= 1;
        }
    }

    /// <summary>Reads a code.</summary>
    /// <param name="bits">Where from.</param>
    /// <param name="alphabet">How many symbols there are.</param>
    internal static Vp8lCode Read(ref Vp8lBits bits, int alphabet)
    {
        var lengths = new byte[alphabet];
        if (bits.Next() == 0)
        {
            ReadLengths(ref bits, lengths);
            return new Vp8lCode(lengths);
        }

        var two = bits.Next() == 1;
        lengths[bits.Next(bits.Next() == 0 ? 1 : 8)] = 1;
        if (two)
            lengths[bits.Next(8)] = 1;
        return new Vp8lCode(lengths);
    }

    private static void ReadLengths(ref Vp8lBits bits, Span<byte> lengths)
    {
        var ofLengths = new byte[lengthOrder.Length];
        for (int i = 0, count = bits.Next(4) + 4; i < count; i++)
            ofLengths[lengthOrder[i]] = (byte)bits.Next(3);
        var code = new Vp8lCode(ofLengths);
        var left = bits.Next() == 0 ? lengths.Length : 2 + bits.Next(2 + (2 * bits.Next(3)));
        byte previous = 8;
        for (var at = 0; at < lengths.Length && left > 0; left--)
        {
            // a length, or how often the one before or none comes again
            var symbol = code.Next(ref bits);
            var (value, times) = symbol switch
            {
                16 => (previous, 3 + bits.Next(2)),
                17 => ((byte)0, 3 + bits.Next(3)),
                18 => ((byte)0, 11 + bits.Next(7)),
                _ => ((byte)symbol, 1),
            };
            if (symbol is > 0 and < 16)
                previous = value;
            lengths.Slice(at, times).Fill(value);
            at += times;
        }
    }
}
