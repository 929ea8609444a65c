using SixLabors.ImageSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>Pictures over time, from left to right; a row a picture of the batch.</summary>
internal sealed record FilmStrip
{
    internal const int UsualSize = 96;

    private const int MostFrames = 16;
    private const int MostRows = 16;
    private const int Margin = 12;
    private const int Gap = 6;

    internal IReadOnlyList<string>? Labels { get; init; }

    internal IReadOnlyList<string>? Rows { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal int Size { get; init; } = UsualSize;

    internal Picture Draw(IReadOnlyList<Tensor> frames)
    {
        Check(frames);
        var kept = frames.Count <= MostFrames
            ? [.. Enumerable.Range(0, frames.Count)]
            : Enumerable.Range(0, MostFrames).Select(i => (int)Math.Round((double)i * (frames.Count - 1) / (MostFrames - 1))).ToArray();

        // One range for all: what a value looks like must not change from frame to frame.
        var range = Range ?? (kept.Any(i => TensorSummary.Of(frames[i]).Min < 0) ? ValueRange.MinusOneToOne : ValueRange.ZeroToOne);
        var strip = kept.Select(i => TensorPixels.Read(frames[i], range, MostRows)).ToArray();
        if (Rows is not null && Rows.Count != strip[0].Total)
            throw new ArgumentException($"There are {Rows.Count} row labels for {strip[0].Total} pictures a frame.");

        return new Picture(Draw(strip, kept), Words(frames, kept, strip));
    }

    private Canvas Draw(TensorPixels.Pictures[] strip, int[] kept)
    {
        var cell = PictureGrid.Enlarged(strip[0].Grids[0], Size);
        var rows = strip[0].Grids.Count;
        var side = Rows is null ? 0 : Rows.Take(rows).Max(row => Typeface.Measure(row)) + Gap;
        var labels = Labels is null ? null : kept.Select(i => Typeface.Wrap(Labels[i], cell.Width + Gap - 2, 2)).ToArray();
        var above = labels is null ? 0 : (labels.Max(label => label.Count) * Typeface.LineHeight) + 2;
        var width = (2 * Margin) + side + (strip.Length * (cell.Width + Gap)) - Gap;
        var heading = Heading.Of(Title, null, width - (2 * Margin));
        width = Math.Max(width, heading.Width + (2 * Margin));
        var canvas = new Canvas(width, (2 * Margin) + heading.Height + above + (rows * (cell.Height + Gap)) - Gap);
        heading.Draw(canvas, new Point(Margin, Margin));
        var (left, top) = (Margin + side, Margin + heading.Height + above);
        for (var frame = 0; frame < strip.Length; frame++)
        {
            var x = left + (frame * (cell.Width + Gap));
            for (var line = 0; line < (labels?[frame].Count ?? 0); line++)
            {
                canvas.Write(labels![frame][line], new Point(x + (cell.Width / 2), top - above + (line * Typeface.LineHeight)), Ink.Text, Across.Middle);
            }

            for (var row = 0; row < rows; row++)
            {
                var corner = new Point(x, top + (row * (cell.Height + Gap)));
                canvas.Frame(new Rectangle(corner, cell), Ink.Frame);
                canvas.Paste(strip[frame].Grids[row], corner, cell.Width / strip[frame].Grids[row].Width);
            }
        }

        for (var row = 0; row < rows && Rows is not null; row++)
        {
            canvas.Write(Rows[row], new Point(Margin, top + (row * (cell.Height + Gap)) + ((cell.Height - Typeface.LineHeight) / 2)), Ink.Text);
        }

        return canvas;
    }

    private void Check(IReadOnlyList<Tensor> frames)
    {
        if (frames.Count == 0)
            throw new ArgumentException("A film has one frame or more.");
        if (frames.FirstOrDefault(frame => !frame.shape.SequenceEqual(frames[0].shape)) is { } other)
            throw new ArgumentException($"The frames of a film have one shape: the first has {TensorSummary.ShapeOf(frames[0])}, another {TensorSummary.ShapeOf(other)}.");
        if (Labels is not null && Labels.Count != frames.Count)
            throw new ArgumentException($"There are {Labels.Count} labels for {frames.Count} frames.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Size);
    }

    private string Words(IReadOnlyList<Tensor> frames, int[] kept, TensorPixels.Pictures[] strip)
    {
        var lines = kept.Select((i, k) => $"  {(Labels is null ? $"{i}" : Labels[i])}: {TensorSummary.Of(frames[i])}; {strip[k].Describe()}");
        return $"{Title ?? "Film"}: {kept.Length} of {frames.Count} frames\n{string.Join('\n', lines)}";
    }
}
