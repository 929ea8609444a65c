using System.Globalization;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Turns values into text of a MIME type: as was registered, as the value's own type says by convention, or as the default is.</summary>
public static class Formatter
{
    private static readonly FormatterTable table = new();
    private static int listExpansionLimit;
    private static int recursionLimit;

    static Formatter() => ResetToDefault();

    public static string DefaultMimeType { get; set; } = Html.MimeType;

    public static int ListExpansionLimit
    {
        get => listExpansionLimit;
        set => listExpansionLimit = AtLeastZero(value, nameof(ListExpansionLimit));
    }

    public static int RecursionLimit
    {
        get => recursionLimit;
        set => recursionLimit = AtLeastZero(value, nameof(RecursionLimit));
    }

    public static string NullString { get; set; } = "";

    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = PlainText.MimeType)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        table.Add(typeof(T), mimeType, (value, writer) => Always(() => formatter((T)value, writer)));
    }

    public static void Register<T>(Func<T, string> formatter, string mimeType = PlainText.MimeType)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        table.Add(typeof(T), mimeType, (value, writer) => Always(() => writer.Write(formatter((T)value))));
    }

    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = PlainText.MimeType)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(formatter);
        table.Add(type, mimeType, (value, writer) => Always(() => formatter(value, writer)));
    }

    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes)
    {
        ArgumentNullException.ThrowIfNull(type);
        table.Prefer(type, preferredMimeTypes);
    }

    public static IEnumerable<string> GetPreferredMimeTypesFor(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return table.PreferredFor(type) ?? DefaultMimeTypesFor(type);
    }

    public static string ToDisplayString(this object? obj, string mimeType = PlainText.MimeType)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        FormatTo(obj, writer, mimeType);
        return writer.ToString();
    }

    public static void FormatTo<T>(this T obj, TextWriter context, string mimeType = PlainText.MimeType) => Write(obj, context, mimeType, depth: 0);

    public static void ResetToDefault()
    {
        table.Clear();
        ListExpansionLimit = 20;
        RecursionLimit = 6;
        NullString = "<null>";
        DefaultMimeType = Html.MimeType;
    }

    /// <summary>Writes a value that stands at some depth inside another.</summary>
    internal static void Write(object? value, TextWriter writer, string mimeType, int depth)
    {
        if (value is not null && table.TryFormat(value, writer, mimeType))
        {
            return;
        }
        switch (mimeType)
        {
            case Html.MimeType:
                Html.Write(value, writer, depth);
                break;
            case FormattedJson.MimeType:
                FormattedJson.Write(value, writer);
                break;
            default:
                PlainText.Write(value, writer, depth);
                break;
        }
    }

    /// <summary>Whether a value is formatted otherwise than by default.</summary>
    internal static bool HasFormatter(object value, string mimeType) => table.TryFormat(value, TextWriter.Null, mimeType);

    // What is one word is that word in every front; what has parts is a table, and a text for where no table is shown.
    private static string[] DefaultMimeTypesFor(Type type)
    {
        if (Values.IsScalar(type))
        {
            return [PlainText.MimeType];
        }
        return typeof(AspNetCore.Html.IHtmlContent).IsAssignableFrom(type) ? [Html.MimeType] : [.. new[] { DefaultMimeType, PlainText.MimeType }.Distinct()];
    }

    private static bool Always(Action write)
    {
        write();
        return true;
    }

    private static int AtLeastZero(int value, string name) =>
        value >= 0 ? value : throw new ArgumentException($"{name} must be at least 0.");
}
