using MinImagen.Lib.Generation;
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
        if ((long)width * height > MostPixels)
            throw new ArgumentException($"A picture of {width} × {height} pixels is too large to show: show fewer, or make them smaller with size.");
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

    internal void Write(string text, Point topLeft, Rgb24 color)
    {
        using var line = new Image<Rgb24>(Math.Max(1, BitmapFont.Measure(text)), BitmapFont.Height, Ink.Ground);
        BitmapFont.Draw(line, text, new Point(0, 0), Ink.Text);
        for (var y = 0; y < line.Height; y++)
        {
            for (var x = 0; x < line.Width; x++)
            {
                if (line[x, y] == Ink.Text)
                    this[topLeft.X + x, topLeft.Y + y] = color;
            }
        }
    }

    internal byte[] ToPng()
    {
        using var image = Image.LoadPixelData<Rgb24>(pixels, Width, Height);
        using var stream = new MemoryStream();
        image.SaveAsPng(stream, new PngEncoder { ColorType = PngColorType.Rgb });
        return stream.ToArray();
    }
}
