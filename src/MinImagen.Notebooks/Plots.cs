using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>The charts of the lessons. Titles and axes are put on by the <see cref="Figure"/>'s own methods.</summary>
public static class Plots
{
    /// <summary>Lines over x.</summary>
    /// <param name="series">A line each: a <see cref="Series"/>, or a pair such as <c>("β_t", betas)</c>.</param>
    public static Figure Lines(params Series[] series) => throw new NotImplementedException();

    /// <summary>Points.</summary>
    /// <param name="series">A colour each.</param>
    public static Figure Points(params Series[] series) => throw new NotImplementedException();

    /// <summary>Bars, those of several series side by side.</summary>
    /// <param name="labels">What each bar is called.</param>
    /// <param name="series">A colour each, with a value a label.</param>
    public static Figure Bars(IReadOnlyList<string> labels, params Series[] series) => throw new NotImplementedException();

    /// <summary>How often values occur, as a density, so that its bars have an area of 1.</summary>
    /// <param name="values">Any shape; what is not finite is left out.</param>
    /// <param name="bins">Intervals of equal width, 1 … 400.</param>
    /// <param name="normal">Draws the density of N(0, 1) over it.</param>
    /// <param name="range">From where to where; all of the values when null. Say it for the frames of a slider.</param>
    /// <param name="name">What the legend calls it.</param>
    public static Figure Histogram(Tensor values, int bins = 60, bool normal = false, ValueRange? range = null, string name = "values") => throw new NotImplementedException();

    /// <summary>Several histograms over one another, as outlines.</summary>
    /// <param name="sets">A name and its values each.</param>
    /// <param name="bins">Intervals of equal width, the same for all.</param>
    /// <param name="normal">Draws the density of N(0, 1) over them.</param>
    /// <param name="range">From where to where; all of the values when null.</param>
    public static Figure Histograms(IEnumerable<(string Name, Tensor Values)> sets, int bins = 60, bool normal = false, ValueRange? range = null) => throw new NotImplementedException();

    /// <summary>A matrix as colours, with the number of a cell under the pointer.</summary>
    /// <param name="matrix">Shape (rows, columns).</param>
    /// <param name="rows">A label a row.</param>
    /// <param name="columns">A label a column.</param>
    /// <param name="range">Which values have the colours of the two ends.</param>
    public static Figure Heatmap(Tensor matrix, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null, ValueRange? range = null) => throw new NotImplementedException();

    /// <summary>Vectors in the plane. A step along x is as long as one along y.</summary>
    /// <param name="arrows">A colour each.</param>
    public static Figure Arrows(params Arrow[] arrows) => throw new NotImplementedException();

    /// <summary>A function of the plane as lines of equal height, a ground for arrows and paths.</summary>
    /// <param name="height">Of x and y, such as a density.</param>
    /// <param name="x">From where to where.</param>
    /// <param name="y">From where to where.</param>
    /// <param name="points">Places looked at along each side.</param>
    public static Figure Contours(Func<double, double, double> height, ValueRange x, ValueRange y, int points = 61) => throw new NotImplementedException();

    /// <summary>A picture as a figure, so that a slider can choose among pictures.</summary>
    /// <param name="picture">Such as <c>samples.ShowGrid()</c>.</param>
    public static Figure Picture(Picture picture) => throw new NotImplementedException();

    /// <summary>Figures beside and below one another, each with its own axes and its title above it.</summary>
    /// <param name="columns">Figures in a row.</param>
    /// <param name="figures">In reading order, without sliders.</param>
    public static Figure Grid(int columns, params Figure[] figures) => throw new NotImplementedException();
}
