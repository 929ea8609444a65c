namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Predicts each byte of a row from its neighbours, so that the differences compress well (ISO/IEC 15948, clause 9).</summary>
internal sealed class PngRowFilter(PngFilterMethod method, int rowLength, int bytesPerPixel)
{
    private static readonly PngFilterMethod[] All =
        [PngFilterMethod.None, PngFilterMethod.Sub, PngFilterMethod.Up, PngFilterMethod.Average, PngFilterMethod.Paeth];

    private byte[] previous = new byte[rowLength];
    private byte[] current = new byte[rowLength];
    private byte[] filtered = new byte[rowLength + 1];
    private byte[] best = new byte[rowLength + 1];

    /// <summary>The row to be written next, to be filled by the caller.</summary>
    internal Span<byte> Current => current;

    internal void WriteTo(Stream stream)
    {
        if (method == PngFilterMethod.Adaptive)
            ChooseBest();
        else
            Apply(method);

        stream.Write(filtered);
        (previous, current) = (current, previous);
    }

    /// <summary>The usual heuristic: the filter whose differences, taken as signed, are smallest in sum.</summary>
    private void ChooseBest()
    {
        long smallest = long.MaxValue;
        foreach (PngFilterMethod candidate in All)
        {
            Apply(candidate);
            long sum = 0;
            for (int i = 1; i < filtered.Length; i++)
                sum += Math.Abs((int)(sbyte)filtered[i]);
            if (sum < smallest)
            {
                smallest = sum;
                (filtered, best) = (best, filtered);
            }
        }

        (filtered, best) = (best, filtered);
    }

    private void Apply(PngFilterMethod filter)
    {
        filtered[0] = (byte)filter;
        for (int i = 0; i < current.Length; i++)
        {
            int left = i >= bytesPerPixel ? current[i - bytesPerPixel] : 0;
            int above = previous[i];
            int aboveLeft = i >= bytesPerPixel ? previous[i - bytesPerPixel] : 0;
            int prediction = filter switch
            {
                PngFilterMethod.Sub => left,
                PngFilterMethod.Up => above,
                PngFilterMethod.Average => (left + above) / 2,
                PngFilterMethod.Paeth => Paeth(left, above, aboveLeft),
                _ => 0,
            };
            filtered[i + 1] = (byte)(current[i] - prediction);
        }
    }

    /// <summary>The neighbour nearest to left + above − above-left.</summary>
    private static int Paeth(int left, int above, int aboveLeft)
    {
        int estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toAboveLeft = Math.Abs(estimate - aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
