using MinImagen.Notebooks.Charts;
using SixLabors.ImageSharp;

namespace MinImagen.Notebooks.Drawing;

/// <summary>Boxes at the crossings of columns and rows of equal distance, arrows from edge to edge.</summary>
internal sealed class DiagramDrawing(IReadOnlyList<DiagramBox> boxes, IReadOnlyList<DiagramArrow> arrows, string? title)
{
    private const int Margin = 14;
    private const int Padding = 12;
    private const int PictureSide = 80;
    private const int NarrowestBox = 72;
    private const int ColumnGap = 56;
    private const int RowGap = 40;
    private const int LabelledRowGap = 60;
    private const double Head = 10;
    private const double Dash = 7;

    internal Picture Draw()
    {
        var sizes = boxes.ToDictionary(box => box, SizeOf);
        var labels = arrows.Where(arrow => arrow.From.Column != arrow.To.Column).Select(arrow => Typeface.Measure(arrow.Label, Weight.Small)).DefaultIfEmpty(0).Max();
        var across = sizes.Values.Max(size => size.Width) + Math.Max(ColumnGap, labels + (2 * Padding));
        var down = sizes.Values.Max(size => size.Height) + (arrows.Any(arrow => arrow.From.Row != arrow.To.Row && arrow.Label.Length > 0) ? LabelledRowGap : RowGap);
        var areas = boxes.ToDictionary(box => box, box => new Rectangle(
            new Point((int)(box.Column * across) - (sizes[box].Width / 2), (int)(box.Row * down) - (sizes[box].Height / 2)), sizes[box]));
        var (left, top) = (areas.Values.Min(area => area.Left), areas.Values.Min(area => area.Top));
        var (right, bottom) = (areas.Values.Max(area => area.Right), areas.Values.Max(area => area.Bottom));
        var heading = Heading.Of(title, null, right - left);
        var canvas = new Canvas(Math.Max(right - left, heading.Width) + (2 * Margin), bottom - top + heading.Height + (2 * Margin));
        heading.Draw(canvas, new Point(Margin, Margin));
        var placed = areas.ToDictionary(pair => pair.Key, pair => new Rectangle(
            new Point(pair.Value.Left - left + Margin, pair.Value.Top - top + Margin + heading.Height), new SixLabors.ImageSharp.Size(pair.Value.Width, pair.Value.Height)));
        foreach (var arrow in arrows)
        {
            Draw(canvas, arrow, placed[arrow.From], placed[arrow.To]);
        }

        foreach (var (box, area) in placed)
        {
            Draw(canvas, box, area);
        }

        return new Picture(canvas, Words());
    }

    private static SixLabors.ImageSharp.Size SizeOf(DiagramBox box)
    {
        var picture = box.Picture is null ? default : PictureGrid.Enlarged(box.Picture, PictureSide);
        var width = Math.Max(picture.Width, box.Lines.Max(line => Typeface.Measure(line)));
        var height = picture.Height + (picture.Height > 0 ? 4 : 0) + (box.Lines.Count * Typeface.LineHeight);
        return new(Math.Max(NarrowestBox, width + (2 * Padding)), height + Padding + 4);
    }

    private static void Draw(Canvas canvas, DiagramBox box, Rectangle area)
    {
        var color = box.Color == 0 ? Ink.Faint : ColorScale.Parse(Theme.Colors[(box.Color - 1) % Theme.Colors.Count]);
        canvas.Fill(area, Ink.Ground.Blend(color, box.Color == 0 ? 0.06 : 0.16));
        canvas.Frame(area, color);
        var top = area.Top + (Padding / 2) + 2;
        if (box.Picture is not null)
        {
            var size = PictureGrid.Enlarged(box.Picture, PictureSide);
            canvas.Paste(box.Picture, new Point(area.Left + ((area.Width - size.Width) / 2), top), size.Width / box.Picture.Width);
            top += size.Height + 4;
        }

        for (var line = 0; line < box.Lines.Count; line++)
        {
            canvas.Write(box.Lines[line], new Point(area.Left + (area.Width / 2), top + (line * Typeface.LineHeight)), Ink.Text, Across.Middle);
        }
    }

    private static void Draw(Canvas canvas, DiagramArrow arrow, Rectangle from, Rectangle to)
    {
        var (start, end) = (Edge(from, Middle(to)), Edge(to, Middle(from)));
        var length = Math.Sqrt(Math.Pow(end.X - start.X, 2) + Math.Pow(end.Y - start.Y, 2));
        if (length < 1)
            return;

        var (dx, dy) = ((end.X - start.X) / length, (end.Y - start.Y) / length);
        (double X, double Y) At(double distance) => (start.X + (dx * distance), start.Y + (dy * distance));
        for (var at = 0.0; at < length - Head; at += arrow.Dashed ? 2 * Dash : length)
        {
            canvas.Line(At(at), At(Math.Min(length - (Head / 2), arrow.Dashed ? at + Dash : length)), Ink.Faint, 1.8);
        }

        DrawHead(canvas, end, (dx, dy));
        if (arrow.Label.Length > 0)
            DrawLabel(canvas, arrow.Label, At(length / 2), isLevel: Math.Abs(dy) < 0.3);
    }

    private static void DrawHead(Canvas canvas, (double X, double Y) end, (double X, double Y) direction)
    {
        for (var back = 0.0; back <= Head; back += 0.5)
        {
            var (x, y, half) = (end.X - (direction.X * back), end.Y - (direction.Y * back), back * 0.45);
            canvas.Line((x - (direction.Y * half), y + (direction.X * half)), (x + (direction.Y * half), y - (direction.X * half)), Ink.Faint, 1);
        }
    }

    private static void DrawLabel(Canvas canvas, string label, (double X, double Y) middle, bool isLevel)
    {
        var (width, height) = (Typeface.Measure(label, Weight.Small), Typeface.HeightOf(Weight.Small));
        var corner = new Point((int)middle.X - (width / 2), (int)middle.Y - (isLevel ? height + 3 : height / 2));
        if (!isLevel)
            canvas.Fill(new Rectangle(corner.X - 3, corner.Y, width + 6, height), Ink.Ground);
        canvas.Write(label, corner, Ink.Text, weight: Weight.Small);
    }

    private static (double X, double Y) Middle(Rectangle area) => (area.Left + (area.Width / 2.0), area.Top + (area.Height / 2.0));

    /// <summary>Where the straight line from the middle of a box towards a point leaves the box.</summary>
    private static (double X, double Y) Edge(Rectangle area, (double X, double Y) towards)
    {
        var (x, y) = Middle(area);
        var (dx, dy) = (towards.X - x, towards.Y - y);
        var share = Math.Min(1, Math.Min(((area.Width / 2.0) + 2) / Math.Max(1e-9, Math.Abs(dx)), ((area.Height / 2.0) + 2) / Math.Max(1e-9, Math.Abs(dy))));
        return (x + (dx * share), y + (dy * share));
    }

    private string Words()
    {
        var lines = arrows.Select(arrow => $"  {OneLine(arrow.From)} → {OneLine(arrow.To)}{(arrow.Label.Length > 0 ? $": {arrow.Label}" : "")}");
        return $"{title ?? "Diagram"}: {string.Join(", ", boxes.Select(OneLine))}\n{string.Join('\n', lines)}".TrimEnd();
    }

    private static string OneLine(DiagramBox box) => box.Text.Replace('\n', ' ');
}
