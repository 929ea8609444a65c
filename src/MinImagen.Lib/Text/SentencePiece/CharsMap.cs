using System.Buffers.Binary;

namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>
/// A model's rewriting rules (for T5 nmt_nfkc: NFKC with most control characters dropped and odd spaces made plain), compiled
/// to a double-array trie over UTF-8 bytes whose values point into a pool of zero-terminated replacements.
/// </summary>
/// <remarks>
/// Layout: length of the trie in bytes (uint32), the trie's units (uint32 each), the pool; little endian. A unit holds the label
/// of the edge that leads to it (bits 0–7, and bit 31 set on a value), whether a value hangs below it (bit 8), and the offset to
/// its children (bits 10–30, shifted by 8 when bit 9 is set).
/// </remarks>
internal sealed class CharsMap
{
    private const int MaxReplacementBytes = 4096;

    private readonly uint[] units;
    private readonly ReadOnlyMemory<byte> pool;

    internal CharsMap(ReadOnlyMemory<byte> blob)
    {
        if (blob.Length <= sizeof(uint))
            throw new InvalidDataException("its normalization rules are cut short");

        long trieBytes = BinaryPrimitives.ReadUInt32LittleEndian(blob.Span);
        var rest = blob[sizeof(uint)..];
        if (trieBytes == 0 || trieBytes % sizeof(uint) != 0 || trieBytes > rest.Length)
            throw new InvalidDataException($"its normalization rules claim a table of {trieBytes:N0} bytes in {rest.Length:N0}");

        units = new uint[trieBytes / sizeof(uint)];
        for (var i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[(i * sizeof(uint))..]);
        pool = rest[(int)trieBytes..];
    }

    /// <summary>Finds the longest rule that the text starts with.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="replacement">What the rule puts in its place.</param>
    /// <returns>How many bytes the rule replaces; 0 when none applies.</returns>
    internal int MatchLongest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var longest = 0;
        uint value = 0;
        var position = Offset(Unit(0));
        for (var i = 0; i < text.Length; i++)
        {
            position ^= text[i];
            var unit = Unit(position);
            if (Label(unit) != text[i])
                break;

            position ^= Offset(unit);
            if (HasValue(unit))
            {
                longest = i + 1;
                value = Unit(position) & 0x7FFF_FFFF;
            }
        }

        replacement = longest == 0 ? default : Replacement(value);
        return longest;
    }

    private ReadOnlySpan<byte> Replacement(uint start)
    {
        if (start >= pool.Length)
            throw new InvalidDataException("a normalization rule points outside its table");

        var rest = pool.Span[(int)start..];
        var length = rest.IndexOf((byte)0);
        if (length < 0)
            length = rest.Length;
        if (length > MaxReplacementBytes)
            throw new InvalidDataException($"a normalization rule writes {length:N0} bytes for one match");
        return rest[..length];
    }

    private uint Unit(uint index) => index < units.Length
        ? units[index]
        : throw new InvalidDataException("the normalization rules point outside their table");

    private static bool HasValue(uint unit) => (unit >> 8 & 1) == 1;

    private static uint Label(uint unit) => unit & 0x8000_00FF;

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 1 << 9) >> 6);
}
