using System.Collections;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>The default text/plain of a value.</summary>
internal static class PlainText
{
    internal const string MimeType = "text/plain";

    /// <summary>Writes a value: an object at depth 0 has a line a member, everything else is one line.</summary>
    internal static void Write(object? value, TextWriter writer, int depth)
    {
        switch (value)
        {
            case null:
                writer.Write(Formatter.NullString);
                break;
            case AspNetCore.Html.IHtmlContent content:
                content.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
                break;
            case Exception failure:
                writer.Write($"{failure.GetType()}: {failure.Message}");
                break;
            case var _ when Values.IsScalar(value.GetType()) || depth >= Formatter.RecursionLimit:
                writer.Write(Values.Word(value));
                break;
            case IDictionary dictionary:
                WriteDictionary(dictionary, writer, depth);
                break;
            case IEnumerable sequence:
                WriteSequence(sequence, writer, depth);
                break;
            case System.Runtime.CompilerServices.ITuple:
                WriteList("( ", Values.MembersOf(value).Select(member => member.Value), ", ", " )", writer, depth);
                break;
            default:
                WriteObject(value, writer, depth);
                break;
        }
    }

    private static void WriteSequence(IEnumerable sequence, TextWriter writer, int depth)
    {
        var (items, more) = Values.Take(sequence, Formatter.ListExpansionLimit);
        WriteList("[ ", items, ", ", more == 0 ? " ]" : $" ... ({Values.MoreText(more)}) ]", writer, depth);
    }

    private static void WriteDictionary(IDictionary dictionary, TextWriter writer, int depth)
    {
        var (keys, more) = Values.Take(dictionary.Keys, Formatter.ListExpansionLimit);
        writer.Write("{ ");
        var separator = "";
        foreach (var key in keys)
        {
            writer.Write(separator);
            Formatter.Write(key, writer, MimeType, depth + 1);
            writer.Write(": ");
            Formatter.Write(dictionary[key!], writer, MimeType, depth + 1);
            separator = ", ";
        }
        writer.Write(more == 0 ? " }" : $" ... ({Values.MoreText(more)}) }}");
    }

    private static void WriteList(string start, IEnumerable<object?> items, string separator, string end, TextWriter writer, int depth)
    {
        writer.Write(start);
        var between = "";
        foreach (var item in items)
        {
            writer.Write(between);
            Formatter.Write(item, writer, MimeType, depth + 1);
            between = separator;
        }
        writer.Write(end);
    }

    private static void WriteObject(object value, TextWriter writer, int depth)
    {
        var members = Values.MembersOf(value);
        if (members.Count == 0)
        {
            writer.Write(Values.Word(value));
            return;
        }
        // A named object that is all there is to show has a line a member; within others, one line.
        var type = Values.NameOf(value.GetType());
        var inLines = depth == 0 && type.Length > 0;
        writer.Write(inLines ? type : $"{{ {type}".TrimEnd());
        var separator = inLines ? "\n    " : " ";
        foreach (var (name, member) in members)
        {
            writer.Write($"{separator}{name}: ");
            Formatter.Write(member, writer, MimeType, depth + 1);
            separator = inLines ? separator : ", ";
        }
        writer.Write(inLines ? "" : " }");
    }
}
