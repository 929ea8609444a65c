using SixLabors.ImageSharp;
using static TorchSharp.torch;
using Size = SixLabors.ImageSharp.Size;

namespace MinImagen.Notebooks.Drawing;

/// <summary>Pictures in rows, a caption under each.</summary>
internal sealed record PictureGrid
{
    internal const int UsualSize = 192;

    private const int Most = 64;
    private const int MostColumns = 8;
    private const int Margin = 12;
    private const int Gap = 14;
    private const int CaptionGap = 6;
    private const int CaptionLines = 3;
    private const int NarrowestCaption = 64;

    internal IReadOnlyList<string>? Captions { get; init; }

    internal int? Columns { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal int Size { get; init; } = UsualSize;

    internal Picture Draw(Tensor pictures)
    {
        var read = TensorPixels.Read(pictures, Range, Most);
        return Draw(read.Grids, read.Total, $"{TensorSummary.Of(pictures)}; {read.Describe()}");
    }

    internal Picture Draw(IEnumerable<Tensor> pictures)
    {
        Tensor[] all = [.. pictures];
        if (all.Length == 0)
            throw new ArgumentException("There is no picture to show.", nameof(pictures));

        var read = all.Take(Most).Select(picture => TensorPixels.Read(picture, Range)).ToArray();
        if (Array.Find(read, one => one.Total != 1) is { } many)
            throw new ArgumentException($"Each tensor of a list is one picture, not {many.Total}: show a batch by itself.", nameof(pictures));
        var words = all.Take(Most).Zip(read).Select(one => $"{TensorSummary.Of(one.First)}; {one.Second.Describe()}");
        return Draw([.. read.Select(one => one.Grids[0])], all.Length, string.Join('\n', words));
    }

    private Picture Draw(IReadOnlyList<PixelGrid> pictures, int total, string words)
    {
        if (Captions is not null && Captions.Count != total)
            throw new ArgumentException($"There are {Captions.Count} captions for {total} pictures.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Size);

        var columns = Math.Clamp(Columns ?? Math.Min(MostColumns, (int)Math.Ceiling(Math.Sqrt(pictures.Count))), 1, pictures.Count);
        var sizes = pictures.Select(picture => Enlarged(picture, Size)).ToArray();
        var cell = Math.Max(Captions is null ? 1 : NarrowestCaption, sizes.Max(size => size.Width));
        var lines = pictures.Select((_, i) => Captions is null ? [] : Typeface.Wrap(Captions[i], cell, CaptionLines).ToArray()).ToArray();
        var rows = Enumerable.Range(0, (pictures.Count + columns - 1) / columns)
            .Select(row => Row(sizes, lines, row * columns, Math.Min(pictures.Count, (row + 1) * columns)))
            .ToArray();

        var leftOut = total > pictures.Count ? $"the first {pictures.Count} of {total} pictures" : null;
        var width = (2 * Margin) + (columns * (cell + Gap)) - Gap;
        var heading = Heading.Of(Title, leftOut, width - (2 * Margin));
        width = Math.Max(width, heading.Width + (2 * Margin));
        var canvas = new Canvas(width, (2 * Margin) + heading.Height + rows.Sum(row => row.Height) + ((rows.Length - 1) * Gap));
        heading.Draw(canvas, new Point(Margin, Margin));
        var top = Margin + heading.Height;
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = row * columns; i < Math.Min(pictures.Count, (row + 1) * columns); i++)
            {
                Draw(canvas, pictures[i], sizes[i], lines[i], new Rectangle(Margin + (i % columns * (cell + Gap)), top, cell, rows[row].Pictures));
            }

            top += rows[row].Height + Gap;
        }

        return new Picture(canvas, Words(words, leftOut));
    }

    /// <summary>Small pictures grow by a whole factor; larger ones stay as they are.</summary>
    internal static Size Enlarged(PixelGrid picture, int size)
    {
        var factor = Math.Max(1, size / Math.Max(picture.Width, picture.Height));
        return new(picture.Width * factor, picture.Height * factor);
    }

    private static (int Pictures, int Height) Row(Size[] sizes, string[][] lines, int from, int to)
    {
        var pictures = sizes[from..to].Max(size => size.Height);
        var captions = lines[from..to].Max(caption => caption.Length);
        return (pictures, pictures + (captions == 0 ? 0 : CaptionGap + (captions * Typeface.LineHeight)));
    }

    private static void Draw(Canvas canvas, PixelGrid picture, Size size, string[] caption, Rectangle cell)
    {
        var corner = new Point(cell.Left + ((cell.Width - size.Width) / 2), cell.Top + cell.Height - size.Height);
        canvas.Frame(new Rectangle(corner, size), Ink.Frame);
        canvas.Paste(picture, corner, size.Width / picture.Width);
        for (var line = 0; line < caption.Length; line++)
        {
            canvas.Write(caption[line], new Point(cell.Left + (cell.Width / 2), cell.Bottom + CaptionGap + (line * Typeface.LineHeight)), Ink.Text, Across.Middle);
        }
    }

    private string Words(string words, string? leftOut)
    {
        string?[] all = [Title, words, leftOut, Captions is null ? null : string.Join(" | ", Captions.Take(Most))];
        return string.Join('\n', all.Where(line => !string.IsNullOrEmpty(line)));
    }
}
