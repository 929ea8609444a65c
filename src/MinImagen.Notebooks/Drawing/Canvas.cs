using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Notebooks.Drawing;

/// <summary>A white sheet to draw on, held in managed memory. What falls outside is left out.</summary>
internal sealed class Canvas
{
    private const long MostPixels = 36_000_000;

    private readonly Rgb24[] pixels;

    /// <exception cref="ArgumentException">It would be larger than any screen.</exception>
    internal Canvas(int width, int height)
    {
        Check(1, width, height);
        (Width, Height) = (width, height);
        pixels = new Rgb24[width * height];
        Array.Fill(pixels, Ink.Ground);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal Rgb24 this[int x, int y]
    {
        get => pixels[(y * Width) + x];
        set
        {
            if (x >= 0 && x < Width && y >= 0 && y < Height)
                pixels[(y * Width) + x] = value;
        }
    }

    /// <exception cref="ArgumentException">So many pictures of such a size are larger than any screen.</exception>
    internal static void Check(long pictures, long width, long height)
    {
        if (pictures * width * height > MostPixels)
            throw new ArgumentException($"{(pictures == 1 ? "A picture" : $"{pictures} pictures")} of {width} × {height} pixels: too large to show. Show fewer, or smaller ones.");
    }

    internal void Fill(Rectangle area, Rgb24 color)
    {
        for (var y = Math.Max(0, area.Top); y < Math.Min(Height, area.Bottom); y++)
        {
            for (var x = Math.Max(0, area.Left); x < Math.Min(Width, area.Right); x++)
            {
                pixels[(y * Width) + x] = color;
            }
        }
    }

    /// <summary>A line of one pixel around an area, outside of it.</summary>
    internal void Frame(Rectangle area, Rgb24 color)
    {
        Fill(new Rectangle(area.Left - 1, area.Top - 1, area.Width + 2, 1), color);
        Fill(new Rectangle(area.Left - 1, area.Bottom, area.Width + 2, 1), color);
        Fill(new Rectangle(area.Left - 1, area.Top, 1, area.Height), color);
        Fill(new Rectangle(area.Right, area.Top, 1, area.Height), color);
    }

    /// <summary>A picture, each of its pixels a square of <paramref name="scale"/> pixels a side: nothing is smoothed.</summary>
    internal void Paste(PixelGrid picture, Point corner, int scale)
    {
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                Fill(new Rectangle(corner.X + (x * scale), corner.Y + (y * scale), scale, scale), picture[x, y]);
            }
        }
    }

    /// <summary>A line of text, the top of it at a point.</summary>
    internal void Write(string text, Point at, Rgb24 color, Across across = Across.Left, Weight weight = Weight.Plain)
    {
        var left = at.X - across switch
        {
            Across.Middle => Typeface.Measure(text, weight) / 2,
            Across.Right => Typeface.Measure(text, weight),
            _ => 0,
        };
        foreach (var (x, y, ink) in Typeface.Pixels(text, weight))
        {
            Blend(left + x, at.Y + y, color, ink / 255.0);
        }
    }

    /// <summary>A line of text that is read from below: its beginning at the bottom, its upper edge to the left.</summary>
    internal void WriteUpwards(string text, Point bottomLeft, Rgb24 color)
    {
        foreach (var (x, y, ink) in Typeface.Pixels(text, Weight.Plain))
        {
            Blend(bottomLeft.X + y, bottomLeft.Y - x, color, ink / 255.0);
        }
    }

    /// <summary>A straight line with soft edges.</summary>
    internal void Line((double X, double Y) from, (double X, double Y) to, Rgb24 color, double width = 1.5)
    {
        var reach = (width / 2) + 1;
        for (var y = (int)Math.Floor(Math.Min(from.Y, to.Y) - reach); y <= Math.Ceiling(Math.Max(from.Y, to.Y) + reach); y++)
        {
            for (var x = (int)Math.Floor(Math.Min(from.X, to.X) - reach); x <= Math.Ceiling(Math.Max(from.X, to.X) + reach); x++)
            {
                Blend(x, y, color, Math.Clamp((width / 2) + 0.5 - Distance((x + 0.5, y + 0.5), from, to), 0, 1));
            }
        }
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var along = (dx * dx) + (dy * dy);
        var share = along == 0 ? 0 : Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / along, 0, 1);
        return Math.Sqrt(Math.Pow(point.X - from.X - (share * dx), 2) + Math.Pow(point.Y - from.Y - (share * dy), 2));
    }

    private void Blend(int x, int y, Rgb24 color, double share)
    {
        if (share > 0 && x >= 0 && x < Width && y >= 0 && y < Height)
            this[x, y] = this[x, y].Blend(color, share);
    }

    internal byte[] ToPng()
    {
        using var image = Image.LoadPixelData<Rgb24>(pixels, Width, Height);
        using var stream = new MemoryStream();
        image.SaveAsPng(stream, new PngEncoder { ColorType = PngColorType.Rgb });
        return stream.ToArray();
    }
}
