namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// How much of each pixel an outline covers, from 0 to 1, exactly: no samples, but areas. It is how font engines draw: an
/// edge adds its height to the pixels right of it, and the running sum of a row is what is covered.
/// </summary>
internal sealed class CoverageMask
{
    private readonly double[] turns;

    private CoverageMask(int width, int height)
    {
        Width = width;
        Height = height;
        Values = new float[width * height];
        turns = new double[(width + 1) * height];
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The coverage of each pixel, row by row from the top.</summary>
    public float[] Values { get; }

    /// <summary>Draws an outline.</summary>
    /// <param name="outline">What to draw.</param>
    /// <param name="x">The middle of its bounding box, in pixels from the left edge of the mask.</param>
    /// <param name="y">The middle of its bounding box, in pixels from the top edge of the mask.</param>
    /// <param name="side">Its side in pixels.</param>
    /// <param name="width">Pixels in a row of the mask; what is drawn outside is left out.</param>
    /// <param name="height">Rows of the mask.</param>
    public static CoverageMask Draw(Outline outline, double x, double y, double side, int width, int height)
    {
        var mask = new CoverageMask(width, height);
        var from = outline.Corners[^1];
        foreach (var to in outline.Corners)
        {
            mask.AddEdge(x + (side * from.X), y + (side * from.Y), x + (side * to.X), y + (side * to.Y));
            from = to;
        }

        mask.Sum();
        return mask;
    }

    private void AddEdge(double x0, double y0, double x1, double y1)
    {
        // downwards edges open what upwards edges close
        var sign = y1 > y0 ? 1 : -1;
        if (sign < 0)
        {
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        }

        var slope = (x1 - x0) / (y1 - y0);
        var last = Math.Min(y1, Height);
        for (var top = Math.Max(y0, 0); top < last;)
        {
            var row = (int)top;
            var bottom = Math.Min(row + 1, last);
            AddPiece(row, x0 + (slope * (top - y0)), x0 + (slope * (bottom - y0)), sign * (bottom - top));
            top = bottom;
        }
    }

    /// <summary>Adds the piece of an edge that lies in one row, pixel by pixel.</summary>
    private void AddPiece(int row, double xTop, double xBottom, double height)
    {
        var (left, right) = (Math.Min(xTop, xBottom), Math.Max(xTop, xBottom));
        var width = right - left;
        var start = row * (Width + 1);
        if (left < 0)
        {
            turns[start] += height * (width > 0 ? (Math.Min(right, 0) - left) / width : 1);
        }

        for (var column = Math.Max(0, (int)Math.Floor(left)); column < Width && column <= right; column++)
        {
            var (from, to) = (Math.Max(left, column), Math.Min(right, column + 1));
            var share = width > 0 ? (to - from) / width : 1;
            var middle = ((from + to) / 2) - column;

            // right of the piece lies 1 − middle of this pixel, and the whole of all later ones
            turns[start + column] += height * share * (1 - middle);
            turns[start + column + 1] += height * share * middle;
        }
    }

    private void Sum()
    {
        for (var row = 0; row < Height; row++)
        {
            var covered = 0.0;
            for (var column = 0; column < Width; column++)
            {
                covered += turns[(row * (Width + 1)) + column];
                Values[(row * Width) + column] = (float)Math.Clamp(Math.Abs(covered), 0, 1);
            }
        }
    }
}
