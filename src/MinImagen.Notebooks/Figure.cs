using System.Text.Json;
using System.Text.Json.Nodes;
using MinImagen.Notebooks.Charts;
using MinImagen.Notebooks.Formatting;

namespace MinImagen.Notebooks;

/// <summary>A chart of plotly's, with the project's looks. It does not change: every method gives another figure.</summary>
/// <remarks>
/// It is plotly's JSON for the fronts that draw that, HTML with a script for the others, and words with its numbers. Texts show
/// letter by letter: what plotly would read as tags is escaped.
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = [MimeTypes.Plotly, MimeTypes.Html, MimeTypes.Plain])]
public sealed class Figure : View
{
    // The size that Plotly.NET gives every chart that says none.
    private const int PackageSide = 600;

    // More would write every digit between two powers of ten, over one another.
    private const int MostLogTicks = 5;

    private readonly JsonObject json;

    /// <summary>A figure of plotly's in our looks.</summary>
    /// <param name="json">Its data and layout, as <c>fig.to_json()</c> of Python and <c>Chart.toFigureJson</c> of Plotly.NET write them.</param>
    /// <exception cref="ArgumentException">It is no JSON object.</exception>
    public Figure(string json)
        : this(Read(json))
    {
    }

    private Figure(JsonObject json) => this.json = json;

    /// <inheritdoc/>
    public override string Text => Summary.Of(json);

    /// <inheritdoc/>
    public override string Html => Page.Of(WithLegend(), Text);

    /// <summary>The figure as plotly's JSON: data, layout, frames.</summary>
    public string ToJson()
    {
        var shown = WithLegend();
        shown["config"] = Theme.Config();
        return shown.ToJsonString();
    }

    /// <summary>The figure with a title.</summary>
    /// <param name="title">A line above it.</param>
    public Figure WithTitle(string title) => Changed(layout => layout.Within("title")["text"] = ChartText.Escape(title));

    /// <summary>The figure with named axes.</summary>
    /// <param name="x">What lies along the bottom.</param>
    /// <param name="y">What lies along the side.</param>
    /// <param name="logX">Whether x counts in powers of ten.</param>
    /// <param name="logY">Whether y counts in powers of ten.</param>
    /// <param name="xRange">From where to where, in the units of x also where it is logarithmic; all points when null.</param>
    /// <param name="yRange">From where to where.</param>
    /// <param name="equal">Whether a step along x is as long as one along y: for vectors and paths.</param>
    /// <exception cref="ArgumentException">A logarithmic axis would begin at nought or below.</exception>
    public Figure WithAxes(
        string? x = null, string? y = null, bool logX = false, bool logY = false, ValueRange? xRange = null, ValueRange? yRange = null, bool equal = false) =>
        Changed(layout =>
        {
            SetAxis(layout.Within("xaxis"), x, logX, xRange);
            SetAxis(layout.Within("yaxis"), y, logY, yRange);
            if (!equal)
                return;
            layout.Within("yaxis")["scaleanchor"] = "x";
            layout.Within("xaxis")["constrain"] = "domain";
            layout.Within("yaxis")["constrain"] = "domain";
        });

    /// <summary>The figure in another size.</summary>
    /// <param name="width">Pixels; as wide as the page when null.</param>
    /// <param name="height">Pixels.</param>
    public Figure WithSize(int? width = null, int height = Theme.Height) => Changed(layout =>
    {
        layout.Remove("width");
        if (width is not null)
            layout["width"] = (double)width;
        layout["height"] = (double)height;
    });

    /// <summary>The figure with a broken line upwards at an x, such as the t that the text speaks of.</summary>
    /// <param name="x">Where, in the units of x.</param>
    /// <param name="label">What it says at its top.</param>
    public Figure WithMark(double x, string label = "") => Changed(layout =>
    {
        // Lines stand where x is, notes on a logarithmic axis where its logarithm is.
        var isLog = layout["xaxis"].Text("type") == "log";
        layout.Append("shapes", [new JsonObject
        {
            ["type"] = "line",
            ["xref"] = "x",
            ["yref"] = "y domain",
            ["x0"] = x,
            ["x1"] = x,
            ["y0"] = 0,
            ["y1"] = 1,
            ["line"] = new JsonObject { ["color"] = Theme.Faint, ["width"] = 1.5, ["dash"] = "dash" },
        }]);
        layout.Append("annotations", [new JsonObject
        {
            ["text"] = ChartText.Escape(label),
            ["showarrow"] = false,
            ["xref"] = "x",
            ["yref"] = "y domain",
            ["x"] = isLog ? Math.Log10(x) : x,
            ["y"] = 1,
            ["xanchor"] = "left",
            ["yanchor"] = "top",
            ["xshift"] = 4,
            ["font"] = new JsonObject { ["color"] = Theme.Faint },
        }]);
    });

    /// <summary>The figure with another drawn over it: arrows over a density, points over lines.</summary>
    /// <param name="other">What goes on top; its title and axes are not used.</param>
    public Figure With(Figure other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var figure = Changed(layout =>
        {
            layout.Append("annotations", other.json["layout"]?["annotations"].Objects().ToArray() ?? []);
            layout.Append("shapes", other.json["layout"]?["shapes"].Objects().ToArray() ?? []);
        });
        figure.json.Append("data", other.json["data"].Objects().ToArray());
        return figure;
    }

    /// <summary>A figure with a slider that chooses among figures made beforehand: no kernel and no network are needed to move it.</summary>
    /// <param name="name">What the slider changes, such as <c>t</c>.</param>
    /// <param name="frames">A label and a figure a position, at least two, all with the same number of series and of the same kind.</param>
    /// <param name="start">The position shown first, from 0.</param>
    /// <remarks>Axes span what all of the figures span, so that they do not jump. Titles may differ from frame to frame.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two figures, or they are not alike.</exception>
    public static Figure Slider(string name, IEnumerable<(string Label, Figure Figure)> frames, int start = 0) =>
        new(Charts.Slider.Of(name, [.. frames.Select(frame => (frame.Label, frame.Figure.json))], start));

    internal static Figure Grid(int columns, IEnumerable<Figure> figures) => new(Subplots.Of(columns, [.. figures.Select(figure => figure.json)]));

    /// <summary>The figure with something about its traces that Plotly.NET's C# layer has no argument for.</summary>
    internal Figure WithTraces(Action<JsonObject, int> change)
    {
        var figure = Changed(_ => { });
        foreach (var (trace, i) in figure.json["data"].Objects().Select((trace, i) => (trace, i)).ToArray())
        {
            change(trace, i);
        }

        return figure;
    }

    internal Figure Changed(Action<JsonObject> change)
    {
        var copy = json.DeepClone().AsObject();
        change(copy.Within("layout"));
        return new(copy);
    }

    private static JsonObject Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (ChartText.Escaped(Parse(json)) is not JsonObject read)
            throw new ArgumentException("A figure is a JSON object with data and layout.", nameof(json));
        var layout = read.Within("layout");
        layout["template"] = Theme.Template();
        if (layout["width"] is JsonValue width && width.GetValue<int>() == PackageSide && layout["height"]?.GetValue<int>() == PackageSide)
        {
            layout.Remove("width");
            layout["height"] = (double)Theme.Height;
        }

        return read;
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException failure)
        {
            throw new ArgumentException($"A figure is a JSON object with data and layout; this is no JSON: {failure.Message}", nameof(json), failure);
        }
    }

    private static void SetAxis(JsonObject axis, string? title, bool isLog, ValueRange? range)
    {
        if (title is not null)
            axis.Within("title")["text"] = ChartText.Escape(title);
        if (isLog)
        {
            axis["type"] = "log";
            axis["nticks"] = MostLogTicks;
        }

        if (range is not { } limits)
            return;
        if (isLog && limits.Min <= 0)
            throw new ArgumentException($"A logarithmic axis begins above nought, not at {limits.Min}.");
        axis["range"] = isLog ? new JsonArray(Math.Log10(limits.Min), Math.Log10(limits.Max)) : new JsonArray(limits.Min, limits.Max);
    }

    /// <summary>One line needs no legend to be told from others.</summary>
    private JsonObject WithLegend()
    {
        var shown = json.DeepClone().AsObject();
        var layout = shown.Within("layout");
        if (layout["showlegend"] is null)
            layout["showlegend"] = shown["data"].Objects().Count(trace => trace.Text("name") is { Length: > 0 } && trace["showlegend"]?.GetValue<bool>() != false) > 1;
        return shown;
    }
}
