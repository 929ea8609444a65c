using System.Collections;
using System.Net;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>The default text/html of a value: tables, without style or script, so that every front shows them alike.</summary>
internal static class Html
{
    internal const string MimeType = "text/html";

    internal static void Write(object? value, TextWriter writer, int depth)
    {
        switch (value)
        {
            case null:
                writer.Write(WebUtility.HtmlEncode(Formatter.NullString));
                break;
            case AspNetCore.Html.IHtmlContent content:
                content.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
                break;
            case Exception or string:
            case var _ when Values.IsScalar(value.GetType()) || depth >= Formatter.RecursionLimit:
                writer.Write(WebUtility.HtmlEncode(Text(value)));
                break;
            case IDictionary dictionary:
                WriteDictionary(dictionary, writer, depth);
                break;
            case IEnumerable sequence:
                WriteSequence(sequence, writer, depth);
                break;
            default:
                WriteObject(value, writer, depth);
                break;
        }
    }

    // A type that cells registered a text/plain of is shown by it where it stands in a table.
    private static string Text(object value) => value.ToDisplayString(PlainText.MimeType);

    private static void WriteObject(object value, TextWriter writer, int depth)
    {
        var members = Values.MembersOf(value);
        if (members.Count == 0)
        {
            writer.Write(WebUtility.HtmlEncode(Text(value)));
            return;
        }
        writer.Write("<table><tbody>");
        foreach (var (name, member) in members)
        {
            WriteRow(name, [member], writer, depth);
        }
        writer.Write("</tbody></table>");
    }

    private static void WriteDictionary(IDictionary dictionary, TextWriter writer, int depth)
    {
        var (keys, more) = Values.Take(dictionary.Keys, Formatter.ListExpansionLimit);
        writer.Write("<table><thead><tr><th><i>key</i></th><th>value</th></tr></thead><tbody>");
        foreach (var key in keys)
        {
            writer.Write("<tr><td>");
            Formatter.Write(key, writer, MimeType, depth + 1);
            writer.Write("</td><td>");
            Formatter.Write(dictionary[key!], writer, MimeType, depth + 1);
            writer.Write("</td></tr>");
        }
        WriteEnd(more, writer);
    }

    private static void WriteSequence(IEnumerable sequence, TextWriter writer, int depth)
    {
        var (items, more) = Values.Take(sequence, Formatter.ListExpansionLimit);
        var columns = ColumnsOf(items);
        writer.Write("<table><thead><tr><th><i>index</i></th>");
        foreach (var column in columns ?? ["value"])
        {
            writer.Write($"<th>{WebUtility.HtmlEncode(column)}</th>");
        }
        writer.Write("</tr></thead><tbody>");
        for (var index = 0; index < items.Count; index++)
        {
            IEnumerable<object?> cells = columns is null ? [items[index]] : Values.MembersOf(items[index]!).Select(member => member.Value);
            WriteRow(index.ToString(System.Globalization.CultureInfo.InvariantCulture), cells, writer, depth);
        }
        WriteEnd(more, writer);
    }

    // Items of one type with members share columns, unless they know themselves how they look.
    private static IReadOnlyList<string>? ColumnsOf(IReadOnlyList<object?> items)
    {
        if (items.Count == 0 || items.Any(item => item is null or IEnumerable || item.GetType() != items[0]!.GetType()))
        {
            return null;
        }
        var type = items[0]!.GetType();
        if (Values.IsScalar(type) || Formatter.HasFormatter(items[0]!, MimeType))
        {
            return null;
        }
        var names = Values.MembersOf(items[0]!).Select(member => member.Name).ToArray();
        return names.Length > 0 ? names : null;
    }

    private static void WriteRow(string name, IEnumerable<object?> cells, TextWriter writer, int depth)
    {
        writer.Write($"<tr><td>{WebUtility.HtmlEncode(name)}</td>");
        foreach (var cell in cells)
        {
            writer.Write("<td>");
            Formatter.Write(cell, writer, MimeType, depth + 1);
            writer.Write("</td>");
        }
        writer.Write("</tr>");
    }

    private static void WriteEnd(int more, TextWriter writer)
    {
        writer.Write("</tbody></table>");
        if (more != 0)
        {
            writer.Write($"<p><i>({Values.MoreText(more)})</i></p>");
        }
    }
}
