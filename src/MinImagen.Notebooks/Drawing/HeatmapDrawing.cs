using System.Globalization;
using MinImagen.Notebooks.Charts;
using SixLabors.ImageSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>A matrix as coloured cells, with a scale of colours beside it.</summary>
internal sealed record HeatmapDrawing
{
    private const int MostCellsWithValues = 200;
    private const int Margin = 12;
    private const int Gap = 8;
    private const int ScaleWidth = 14;
    private const int WidestLabel = 220;
    private const int UsualWidth = 720;
    private const int UsualHeight = 440;
    private const int LargestCell = 34;
    private const int ValueHeight = 26;

    internal IReadOnlyList<string>? Rows { get; init; }

    internal IReadOnlyList<string>? Columns { get; init; }

    internal bool? Values { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal string NumberFormat { get; init; } = "0.00";

    internal Picture Draw(Tensor matrix)
    {
        var values = Matrices.Read(matrix, Rows, Columns);
        var (range, diverging) = Matrices.Scale(values.SelectMany(row => row), Range);
        var withValues = Values ?? values.Length * values[0].Length <= MostCellsWithValues;
        var leftOut = matrix.numel() > values.Length * values[0].Length
            ? $"the first {values.Length} rows and {values[0].Length} columns of {TensorSummary.ShapeOf(matrix)}"
            : null;
        return new Picture(Draw(values, new ColorScale(range, diverging), withValues, leftOut), Words(matrix, values, withValues, leftOut));
    }

    private Canvas Draw(double[][] values, ColorScale scale, bool withValues, string? leftOut)
    {
        var (rows, columns) = (values.Length, values[0].Length);
        var texts = withValues ? values.Select(row => row.Select(Number).ToArray()).ToArray() : null;
        var cell = CellOf(rows, columns, texts);
        var side = Rows is null ? 0 : Math.Min(WidestLabel, Rows.Max(row => Typeface.Measure(row))) + Gap;
        var slanted = Columns is not null && Columns.Any(column => Typeface.Measure(column) > cell.Width - 2);
        var above = Columns is null ? 0 : slanted ? Math.Min(WidestLabel, Columns.Max(column => Typeface.Measure(column))) + Gap : Typeface.LineHeight + 2;
        var map = new SixLabors.ImageSharp.Size(columns * cell.Width, rows * cell.Height);
        var ends = new[] { Number(scale.Range.Max), Number(scale.Range.Min) };
        var right = (2 * Gap) + ScaleWidth + ends.Max(end => Typeface.Measure(end, Weight.Small)) + Gap;
        var width = (2 * Margin) + side + map.Width + right;
        var heading = Heading.Of(Title, leftOut, width - (2 * Margin));
        width = Math.Max(width, heading.Width + (2 * Margin));

        var canvas = new Canvas(width, (2 * Margin) + heading.Height + above + Math.Max(map.Height, 2 * Typeface.LineHeight));
        heading.Draw(canvas, new Point(Margin, Margin));
        var area = new Rectangle(new Point(Margin + side, Margin + heading.Height + above), map);
        canvas.Frame(area, Ink.Frame);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var place = new Rectangle(area.Left + (column * cell.Width), area.Top + (row * cell.Height), cell.Width, cell.Height);
                var ground = scale[values[row][column]];
                canvas.Fill(place, ground);
                if (texts is not null)
                    canvas.Write(texts[row][column], new Point(place.Left + (place.Width / 2), place.Top + ((place.Height - Typeface.HeightOf(Weight.Small)) / 2)), Ink.On(ground), Across.Middle, Weight.Small);
            }
        }

        Label(canvas, area, cell, slanted);
        DrawScale(canvas, new Rectangle(area.Right + (2 * Gap), area.Top, ScaleWidth, Math.Max(area.Height, 2 * Typeface.LineHeight)), scale, ends);
        return canvas;
    }

    /// <summary>Cells are square where nothing is written in them and as many as fit a page, and as high as a line where each row has a label.</summary>
    private SixLabors.ImageSharp.Size CellOf(int rows, int columns, string[][]? texts)
    {
        if (texts is not null)
            return new(Math.Max(ValueHeight, texts.Max(row => row.Max(text => Typeface.Measure(text, Weight.Small))) + 10), ValueHeight);
        var side = Math.Clamp(Math.Min(UsualWidth / columns, UsualHeight / rows), 1, LargestCell);
        var (width, height) = side > 3 ? (side, side) : (Math.Clamp(UsualWidth / columns, 1, 8), Math.Clamp(UsualHeight / rows, 1, 8));
        return new(Columns is not null && columns * Typeface.LineHeight <= UsualWidth ? Math.Max(width, Typeface.LineHeight) : width,
            Rows is not null && rows * Typeface.LineHeight <= UsualHeight ? Math.Max(height, Typeface.LineHeight) : height);
    }

    private void Label(Canvas canvas, Rectangle area, SixLabors.ImageSharp.Size cell, bool slanted)
    {
        // Labels that would lie over one another are left out, evenly.
        var everyRow = (Typeface.LineHeight + cell.Height - 1) / cell.Height;
        for (var row = 0; row < (Rows?.Count ?? 0) && row * cell.Height < area.Height; row += everyRow)
        {
            var text = Typeface.Cut(Rows![row], WidestLabel, Weight.Plain);
            canvas.Write(text, new Point(area.Left - Gap, area.Top + (row * cell.Height) + ((cell.Height - Typeface.LineHeight) / 2)), Ink.Text, Across.Right);
        }

        var everyColumn = slanted ? (Typeface.LineHeight + cell.Width - 1) / cell.Width : 1;
        for (var column = 0; column < (Columns?.Count ?? 0) && column * cell.Width < area.Width; column += everyColumn)
        {
            var middle = area.Left + (column * cell.Width) + (cell.Width / 2);
            var text = Typeface.Cut(Columns![column], WidestLabel, Weight.Plain);
            if (slanted)
                canvas.WriteUpwards(text, new Point(middle - (Typeface.LineHeight / 2), area.Top - Gap), Ink.Text);
            else
                canvas.Write(text, new Point(middle, area.Top - Typeface.LineHeight - 2), Ink.Text, Across.Middle);
        }
    }

    private static void DrawScale(Canvas canvas, Rectangle area, ColorScale scale, string[] ends)
    {
        for (var y = 0; y < area.Height; y++)
        {
            var share = 1 - (y / Math.Max(1.0, area.Height - 1));
            canvas.Fill(new Rectangle(area.Left, area.Top + y, area.Width, 1), scale[scale.Range.Min + (share * (scale.Range.Max - scale.Range.Min))]);
        }

        canvas.Frame(area, Ink.Frame);
        canvas.Write(ends[0], new Point(area.Right + Gap, area.Top - 1), Ink.Faint, weight: Weight.Small);
        canvas.Write(ends[1], new Point(area.Right + Gap, area.Bottom - Typeface.HeightOf(Weight.Small)), Ink.Faint, weight: Weight.Small);
    }

    private string Words(Tensor matrix, double[][] values, bool withValues, string? leftOut)
    {
        var about = $"{(Title is null ? "" : $"{Title}: ")}{TensorSummary.Of(matrix)}{(leftOut is null ? "" : $"; {leftOut}")}";
        return !withValues ? about : string.Join('\n', values
            .Select((row, i) => $"  {(Rows is null ? "" : $"{Rows[i]}: ")}{string.Join("  ", row.Select(Number))}")
            .Prepend(about));
    }

    private string Number(double value) => double.IsFinite(value)
        ? value.ToString(NumberFormat, CultureInfo.InvariantCulture) is var text && text.StartsWith('-') && text.All(letter => letter is '-' or '0' or '.') ? text[1..] : text
        : TensorSummary.Number(value);
}
