using MinImagen.Lib.Files;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using TorchSharp;
using static TorchSharp.torch;
using Size = SixLabors.ImageSharp.Size;

namespace MinImagen.Lib.Generation;

/// <summary>
/// A grid of pictures with a caption under each, on white. Small pictures are enlarged by a whole factor, pixel by pixel,
/// so that what a model of 16 × 16 made can be seen as it is.
/// </summary>
public sealed record ContactSheet
{
    private const int Margin = 24;
    private const int Gap = 20;
    private const int CaptionGap = 8;
    private const int LargestTextScale = 2;

    // Text at twice its size under narrower pictures would break at every word.
    private const int NarrowestForLargeText = 128;

    private static readonly Rgb24 Ground = new(255, 255, 255);
    private static readonly Rgb24 Frame = new(222, 222, 226);
    private static readonly Rgb24 Text = new(48, 48, 56);

    /// <summary>Pictures in a row; as many as make the grid nearly square, but no more than eight, when null.</summary>
    public int? Columns { get; init; }

    /// <summary>Pictures are enlarged to at most so many pixels a side; larger ones stay as they are.</summary>
    public int PictureSize { get; init; } = 160;

    /// <summary>Lines that a caption may take; a longer one ends in an ellipsis.</summary>
    public int CaptionLines { get; init; } = 3;

    /// <summary>Draws the sheet.</summary>
    /// <param name="pictures">Shape (b, 3, h, w), or (3, h, w) for one, in [0, 1]; what lies outside is clamped.</param>
    /// <param name="captions">A caption a picture; none when null.</param>
    /// <returns>The sheet, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The shape is another, or the captions are not as many as the pictures.</exception>
    public Image<Rgb24> Draw(Tensor pictures, IReadOnlyList<string>? captions = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var (values, count, size) = ReadPictures(pictures);
        if (captions is not null && captions.Count != count)
            throw new ArgumentException($"There are {captions.Count} captions for {count} pictures.", nameof(captions));

        var enlargement = Math.Max(1, PictureSize / Math.Max(size.Width, size.Height));
        var cell = new Size(size.Width * enlargement, size.Height * enlargement);
        var textScale = cell.Width >= NarrowestForLargeText ? LargestTextScale : 1;
        var columns = Math.Clamp(Columns ?? Math.Min(8, (int)Math.Ceiling(Math.Sqrt(count))), 1, count);
        var lines = Enumerable.Range(0, count)
            .Select(i => captions is null ? [] : BitmapFont.Wrap(captions[i], cell.Width, CaptionLines, textScale).ToArray())
            .ToArray();

        // A row is as high as its longest caption.
        var captionHeights = lines.Chunk(columns).Select(row => CaptionHeight(row.Max(caption => caption.Length), textScale)).ToArray();
        var sheet = new Image<Rgb24>(
            (2 * Margin) + (columns * (cell.Width + Gap)) - Gap,
            (2 * Margin) + (captionHeights.Length * (cell.Height + Gap)) - Gap + captionHeights.Sum(),
            Ground);

        for (var i = 0; i < count; i++)
        {
            var (row, column) = (i / columns, i % columns);
            var corner = new Point(
                Margin + (column * (cell.Width + Gap)),
                Margin + (row * (cell.Height + Gap)) + captionHeights.Take(row).Sum());
            DrawFrame(sheet, corner, cell);
            DrawPicture(sheet, corner, values.AsSpan(i * 3 * size.Width * size.Height), size, enlargement);
            DrawCaption(sheet, new Point(corner.X, corner.Y + cell.Height + CaptionGap), cell.Width, lines[i], textScale);
        }

        return sheet;
    }

    /// <summary>Draws the sheet and writes it as a PNG file, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="pictures">As for <see cref="Draw"/>.</param>
    /// <param name="captions">As for <see cref="Draw"/>.</param>
    public void Save(string path, Tensor pictures, IReadOnlyList<string>? captions = null)
    {
        using var sheet = Draw(pictures, captions);
        AtomicFile.Write(path, stream => sheet.SaveAsPng(stream));
    }

    private static (float[] Values, int Count, Size Size) ReadPictures(Tensor pictures)
    {
        using var scope = torch.NewDisposeScope();
        var batch = pictures.dim() == 3 ? pictures.unsqueeze(0) : pictures;
        if (batch.dim() != 4 || batch.shape[1] != 3 || batch.numel() == 0)
            throw new ArgumentException($"Pictures are (b, 3, h, w) or (3, h, w), not ({string.Join(", ", pictures.shape)}).", nameof(pictures));

        var values = batch.detach().cpu().to(ScalarType.Float32).contiguous().data<float>().ToArray();
        return (values, (int)batch.shape[0], new Size((int)batch.shape[3], (int)batch.shape[2]));
    }

    private static int CaptionHeight(int lines, int textScale) => lines == 0 ? 0 : CaptionGap + (lines * BitmapFont.LineHeight * textScale);

    /// <summary>A line of one pixel around the picture: many have a white ground themselves.</summary>
    private static void DrawFrame(Image<Rgb24> sheet, Point corner, Size cell)
    {
        for (var x = corner.X - 1; x <= corner.X + cell.Width; x++)
            sheet[x, corner.Y - 1] = sheet[x, corner.Y + cell.Height] = Frame;
        for (var y = corner.Y - 1; y <= corner.Y + cell.Height; y++)
            sheet[corner.X - 1, y] = sheet[corner.X + cell.Width, y] = Frame;
    }

    private static void DrawPicture(Image<Rgb24> sheet, Point corner, ReadOnlySpan<float> picture, Size size, int enlargement)
    {
        var channel = size.Width * size.Height;
        for (var y = 0; y < size.Height * enlargement; y++)
        {
            for (var x = 0; x < size.Width * enlargement; x++)
            {
                var from = (y / enlargement * size.Width) + (x / enlargement);
                sheet[corner.X + x, corner.Y + y] = new Rgb24(
                    ToByte(picture[from]),
                    ToByte(picture[from + channel]),
                    ToByte(picture[from + (2 * channel)]));
            }
        }
    }

    private static void DrawCaption(Image<Rgb24> sheet, Point corner, int width, string[] lines, int textScale)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = (width - BitmapFont.Measure(lines[i], textScale)) / 2;
            var place = new Point(corner.X + indent, corner.Y + (i * BitmapFont.LineHeight * textScale));
            BitmapFont.Draw(sheet, lines[i], place, Text, textScale);
        }
    }

    // byte = ⌊255 x + ½⌋, and 0 for what is not a number
    private static byte ToByte(float value) => value > 0 ? (byte)((Math.Min(value, 1f) * 255f) + 0.5f) : (byte)0;
}
