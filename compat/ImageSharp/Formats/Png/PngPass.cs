namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>One pass over an interlaced picture: every pixel on a grid, stored as a picture of its own.</summary>
internal readonly record struct PngPass
{
    private readonly int rowBits;

    internal PngPass(PngDescription description, (int X, int Y, int StepX, int StepY) grid)
    {
        Start = new Point(grid.X, grid.Y);
        Step = new Size(grid.StepX, grid.StepY);
        Size = new Size(
            CountSteps(description.Size.Width - grid.X, grid.StepX),
            CountSteps(description.Size.Height - grid.Y, grid.StepY));
        rowBits = description.BitsPerPixel;
    }

    internal Point Start { get; }

    internal Size Step { get; }

    /// <summary>Columns and rows of the pass; no pixels where either is 0.</summary>
    internal Size Size { get; }

    /// <summary>Bytes of the rows, each after the byte that names its filter.</summary>
    internal long DataLength => (1 + ((((long)Size.Width * rowBits) + 7) / 8)) * Size.Height;

    private static int CountSteps(int length, int step) => (int)((Math.Max(0L, length) + step - 1) / step);
}
