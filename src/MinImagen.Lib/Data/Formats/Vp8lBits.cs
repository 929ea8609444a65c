namespace MinImagen.Lib.Data.Formats;

/// <summary>Reads bits, the lowest of a byte first.</summary>
/// <param name="bytes">Where from.</param>
internal ref struct Vp8lBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private long at;

    /// <exception cref="InvalidDataException">There is none left.</exception>
    internal int Next()
    {
        if (at >> 3 >= bytes.Length)
            throw PictureParts.CutOff();
        var bit = (bytes[(int)(at >> 3)] >> (int)(at & 7)) & 1;
        at++;
        return bit;
    }

    /// <summary>A number of so many bits.</summary>
    internal int Next(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++)
            value |= Next() << i;
        return value;
    }
}
