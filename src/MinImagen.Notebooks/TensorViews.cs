using MinImagen.Notebooks.Drawing;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>Tensors as pictures. Everything is drawn at once and copied, so the tensor may be disposed of afterwards.</summary>
public static class TensorViews
{
    /// <summary>Shows a picture, or a batch as a grid.</summary>
    /// <param name="pictures">Shape (h, w) or (1, h, w) in grey, (3, h, w) in colour, (b, 1 or 3, h, w) as a grid.</param>
    /// <param name="caption">A line under it.</param>
    /// <param name="range">Which values are black and white; [−1, 1] where some value is negative, else [0, 1], when null. The text says which.</param>
    /// <param name="size">Pixels a side, at most, that a small picture is enlarged to by a whole factor.</param>
    /// <exception cref="ArgumentException">The shape is not a picture's.</exception>
    public static Picture Show(this Tensor pictures, string? caption = null, ValueRange? range = null, int size = PictureGrid.UsualSize) =>
        new PictureGrid { Title = caption, Range = range, Size = size }.Draw(pictures);

    /// <summary>Shows a batch as a grid with a caption under each picture.</summary>
    /// <param name="pictures">Shape (b, 1 or 3, h, w).</param>
    /// <param name="captions">One a picture.</param>
    /// <param name="columns">Pictures in a row; as many as make the grid nearly square, at most eight, when null.</param>
    /// <param name="title">A line above all.</param>
    /// <param name="range">As for <see cref="Show"/>.</param>
    /// <param name="size">As for <see cref="Show"/>.</param>
    /// <exception cref="ArgumentException">The shape is not a batch's, or the captions are not as many as the pictures.</exception>
    public static Picture ShowGrid(
        this Tensor pictures, IReadOnlyList<string>? captions = null, int? columns = null, string? title = null, ValueRange? range = null, int size = PictureGrid.UsualSize) =>
        new PictureGrid { Captions = captions, Columns = columns, Title = title, Range = range, Size = size }.Draw(pictures);

    /// <summary>Shows pictures, of different sizes where need be, as a grid with a caption under each.</summary>
    /// <param name="pictures">Each of shape (3, h, w), (1, h, w) or (h, w).</param>
    /// <param name="captions">One a picture.</param>
    /// <param name="columns">Pictures in a row; as many as make the grid nearly square, at most eight, when null.</param>
    /// <param name="title">A line above all.</param>
    /// <param name="range">As for <see cref="Show"/>.</param>
    /// <param name="size">As for <see cref="Show"/>.</param>
    /// <exception cref="ArgumentException">A shape is not a picture's, or the captions are not as many as the pictures.</exception>
    public static Picture ShowGrid(
        this IEnumerable<Tensor> pictures, IReadOnlyList<string>? captions = null, int? columns = null, string? title = null, ValueRange? range = null, int size = PictureGrid.UsualSize) =>
        new PictureGrid { Captions = captions, Columns = columns, Title = title, Range = range, Size = size }.Draw(pictures);

    /// <summary>Shows what becomes of a picture over time: a column a moment, a row a picture of the batch.</summary>
    /// <param name="frames">In the order of time, each (3, h, w) or (b, 3, h, w), all of one shape. At most sixteen are drawn, evenly chosen.</param>
    /// <param name="labels">One a frame, above it, such as <c>t = 500</c>.</param>
    /// <param name="rows">One a picture of the batch, left of it.</param>
    /// <param name="title">A line above all.</param>
    /// <param name="range">As for <see cref="Show"/>.</param>
    /// <param name="size">As for <see cref="Show"/>.</param>
    /// <exception cref="ArgumentException">There is no frame, the shapes differ, or the labels are not as many as what they name.</exception>
    public static Picture ShowFilm(
        this IEnumerable<Tensor> frames, IReadOnlyList<string>? labels = null, IReadOnlyList<string>? rows = null, string? title = null, ValueRange? range = null, int size = FilmStrip.UsualSize) =>
        new FilmStrip { Labels = labels, Rows = rows, Title = title, Range = range, Size = size }.Draw([.. frames]);

    /// <summary>Shows numbers as colours: blue and red about nought where some are negative, light to dark where none is.</summary>
    /// <param name="matrix">Shape (rows, columns), or (columns). At most 256 rows and 512 columns are drawn; the text says what was left out.</param>
    /// <param name="rows">A label a row.</param>
    /// <param name="columns">A label a column.</param>
    /// <param name="values">Whether each cell says its number; it does up to 200 cells when null.</param>
    /// <param name="title">A line above all.</param>
    /// <param name="range">Which values have the colours of the two ends; the smallest and largest, or as far from nought on both sides, when null.</param>
    /// <param name="format">How a cell's number is written, a .NET format.</param>
    /// <exception cref="ArgumentException">The shape is no matrix's, or the labels are not as many as what they name.</exception>
    public static Picture ShowHeatmap(
        this Tensor matrix, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null, bool? values = null, string? title = null, ValueRange? range = null, string format = "0.00") =>
        new HeatmapDrawing { Rows = rows, Columns = columns, Values = values, Title = title, Range = range, NumberFormat = format }.Draw(matrix);

    /// <summary>Shows how often values occur, with their mean and standard deviation.</summary>
    /// <param name="values">Any shape; what is not finite is left out and counted.</param>
    /// <param name="bins">Intervals of equal width, 1 … 400.</param>
    /// <param name="normal">Draws N(0, 1) over it.</param>
    /// <param name="title">A line above all.</param>
    /// <param name="range">From where to where; all of the values when null.</param>
    /// <exception cref="ArgumentException">There is no finite value, or the range is empty.</exception>
    public static Picture ShowHistogram(this Tensor values, int bins = 60, bool normal = false, string? title = null, ValueRange? range = null) =>
        new HistogramDrawing { Bins = bins, Normal = normal, Title = title, Range = range }.Draw(values);

    /// <summary>What a tensor is, in one line: shape, type, mean, standard deviation, smallest and largest value.</summary>
    /// <param name="tensor">Of any shape.</param>
    public static TensorSummary Summary(this Tensor tensor) => TensorSummary.Of(tensor);
}
