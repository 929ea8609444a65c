using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using MinImagen.Notebooks.Formatting;

namespace MinImagen.Notebooks;

/// <summary>Rows of plain values under headings. Numbers stand to the right, with four digits that count.</summary>
/// <remarks>A table does not change: <see cref="Row"/> and <see cref="Caption"/> give another.</remarks>
[TypeFormatterSource(typeof(PageFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class Table : View
{
    private const int MostRows = 500;
    private const string Cell = "padding:4px 12px;border-bottom:1px solid rgba(128,128,128,.25)";

    private readonly string[] headings;
    private readonly object?[][] rows;
    private readonly string? caption;

    /// <summary>A table without rows.</summary>
    /// <param name="headings">One a column.</param>
    public Table(params string[] headings)
        : this(headings, [], null)
    {
    }

    private Table(string[] headings, object?[][] rows, string? caption) =>
        (this.headings, this.rows, this.caption) = (headings, rows, caption);

    /// <summary>A table of the public properties of some values, which may be anonymous.</summary>
    /// <typeparam name="T">Its properties are the columns, in their order.</typeparam>
    /// <param name="rows">A value a row.</param>
    public static Table Of<T>(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        return new Table(
            [.. properties.Select(property => property.Name)],
            [.. rows.Select(row => properties.Select(property => property.GetValue(row)).ToArray())],
            null);
    }

    /// <summary>The table with another row.</summary>
    /// <param name="values">A value a column.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than columns.</exception>
    public Table Row(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == headings.Length
            ? new Table(headings, [.. rows, values], caption)
            : throw new ArgumentException($"A row of {values.Length} values does not fit {headings.Length} headings.", nameof(values));
    }

    /// <summary>The table with a line above it.</summary>
    /// <param name="text">The line.</param>
    public Table Caption(string text) => new(headings, rows, text);

    /// <inheritdoc/>
    public override string Text
    {
        get
        {
            var cells = rows.Take(MostRows).Select(row => row.Select(Show).ToArray()).Prepend(headings).ToArray();
            var widths = headings.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
            var lines = cells.Select(row => string.Join("  ", row.Select((cell, column) =>
                IsNumeric(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
            string?[] all = [caption, .. lines, LeftOut];
            return string.Join('\n', all.Where(line => line is not null));
        }
    }

    /// <inheritdoc/>
    public override string Html
    {
        get
        {
            var html = new StringBuilder("<table style=\"border-collapse:collapse;margin:8px 0\">");
            if (caption is not null)
                html.Append("<caption style=\"caption-side:top;text-align:left;font-weight:600;padding:4px 12px\">").Append(WebUtility.HtmlEncode(caption)).Append("</caption>");
            AppendRow(html.Append("<thead>"), "th", headings);
            html.Append("</thead><tbody>");
            foreach (var row in rows.Take(MostRows))
            {
                AppendRow(html, "td", [.. row.Select(Show)]);
            }

            html.Append("</tbody></table>");
            return LeftOut is null ? html.ToString() : html.Append("<p>").Append(WebUtility.HtmlEncode(LeftOut)).Append("</p>").ToString();
        }
    }

    private string? LeftOut => rows.Length > MostRows ? $"… {rows.Length - MostRows} more rows" : null;

    private void AppendRow(StringBuilder html, string tag, string[] cells)
    {
        html.Append("<tr>");
        for (var column = 0; column < cells.Length; column++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<{tag} style=\"{Cell};text-align:{(IsNumeric(column) ? "right" : "left")}\">");
            html.Append(WebUtility.HtmlEncode(cells[column]).Replace("\n", "<br>", StringComparison.Ordinal)).Append(CultureInfo.InvariantCulture, $"</{tag}>");
        }

        html.Append("</tr>");
    }

    private bool IsNumeric(int column) => rows.Length > 0 && rows.All(row => row[column] is null or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal);

    private static string Show(object? value) => value switch
    {
        null => "",
        float or double => TensorSummary.Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        bool flag => flag ? "yes" : "no",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
