using MinImagen.Notebooks.Formatting;

namespace MinImagen.Notebooks;

/// <summary>A chart of plotly's, with the project's looks. It does not change: every method gives another figure.</summary>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = [MimeTypes.Plotly, MimeTypes.Html, MimeTypes.Plain])]
public sealed class Figure : View
{
    /// <inheritdoc/>
    public override string Text => throw new NotImplementedException();

    /// <inheritdoc/>
    public override string Html => throw new NotImplementedException();

    /// <summary>The figure as plotly's JSON: data, layout, frames.</summary>
    public string ToJson() => throw new NotImplementedException();

    /// <summary>The figure with a title.</summary>
    /// <param name="title">A line above it.</param>
    public Figure WithTitle(string title) => throw new NotImplementedException();

    /// <summary>The figure with named axes.</summary>
    /// <param name="x">What lies along the bottom.</param>
    /// <param name="y">What lies along the side.</param>
    /// <param name="logX">Whether x counts in powers of ten.</param>
    /// <param name="logY">Whether y counts in powers of ten.</param>
    /// <param name="xRange">From where to where, in the units of x also where it is logarithmic; all points when null.</param>
    /// <param name="yRange">From where to where.</param>
    /// <param name="equal">Whether a step along x is as long as one along y: for vectors and paths.</param>
    public Figure WithAxes(string? x = null, string? y = null, bool logX = false, bool logY = false, ValueRange? xRange = null, ValueRange? yRange = null, bool equal = false) => throw new NotImplementedException();

    /// <summary>The figure in another size.</summary>
    /// <param name="width">Pixels; as wide as the page when null.</param>
    /// <param name="height">Pixels.</param>
    public Figure WithSize(int? width = null, int height = 420) => throw new NotImplementedException();

    /// <summary>The figure with a broken line upwards at an x, such as the t that the text speaks of.</summary>
    /// <param name="x">Where.</param>
    /// <param name="label">What it says at its top.</param>
    public Figure WithMark(double x, string label = "") => throw new NotImplementedException();

    /// <summary>The figure with another drawn over it: arrows over a density, points over lines.</summary>
    /// <param name="other">What goes on top; its title and axes are not used.</param>
    public Figure With(Figure other) => throw new NotImplementedException();

    /// <summary>A figure with a slider that chooses among figures made beforehand: no kernel and no network are needed to move it.</summary>
    /// <param name="name">What the slider changes, such as <c>t</c>.</param>
    /// <param name="frames">A label and a figure a position, at least two, all with the same number of series and of the same kind.</param>
    /// <param name="start">The position shown first, from 0.</param>
    /// <remarks>Axes span what all of the figures span, so that they do not jump. Titles may differ from frame to frame.</remarks>
    public static Figure Slider(string name, IEnumerable<(string Label, Figure Figure)> frames, int start = 0) => throw new NotImplementedException();
}
