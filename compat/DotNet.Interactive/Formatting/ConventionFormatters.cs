using System.Collections;
using System.Reflection;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>
/// The formatters that a type brings along without a reference to .NET Interactive: an attribute of a known simple name
/// says which class makes them, and they are called by the names of their members.
/// </summary>
internal sealed class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    private readonly IReadOnlyList<(string MimeType, object Formatter, MethodInfo Format)> formatters;

    private ConventionFormatters(IReadOnlyList<string>? preferredMimeTypes, IReadOnlyList<(string, object, MethodInfo)> formatters)
    {
        PreferredMimeTypes = preferredMimeTypes;
        this.formatters = formatters;
    }

    /// <summary>The representations that one display of such a value has; null where the type does not say.</summary>
    internal IReadOnlyList<string>? PreferredMimeTypes { get; }

    /// <summary>The formatters of a type, or of the nearest base that has any; null where there are none.</summary>
    internal static ConventionFormatters? Of(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            var attribute = ancestor.GetCustomAttributes(inherit: false).FirstOrDefault(found => found.GetType().Name == AttributeName);
            if (attribute is not null)
            {
                return From(attribute);
            }
        }
        return null;
    }

    internal bool TryFormat(object value, TextWriter writer, string mimeType)
    {
        foreach (var (_, formatter, format) in formatters.Where(entry => entry.MimeType == mimeType))
        {
            if (format.Invoke(formatter, BindingFlags.DoNotWrapExceptions, null, [value, writer], null) is true)
            {
                return true;
            }
        }
        return false;
    }

    private static ConventionFormatters From(object attribute)
    {
        var sourceType = Read<Type>(attribute, "FormatterSourceType")
            ?? throw new InvalidOperationException($"{attribute.GetType()} has no property FormatterSourceType that says which class makes the formatters.");
        var source = Activator.CreateInstance(sourceType, nonPublic: true)!;
        var create = sourceType.GetMethod("CreateTypeFormatters", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new InvalidOperationException($"{sourceType} has no method CreateTypeFormatters().");
        var made = (IEnumerable)create.Invoke(source, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        var preferred = Read<IEnumerable<string>>(attribute, "PreferredMimeTypes")?.ToArray();
        return new ConventionFormatters(preferred is { Length: > 0 } ? preferred : null, [.. made.Cast<object>().Select(Describe)]);
    }

    private static (string MimeType, object Formatter, MethodInfo Format) Describe(object formatter)
    {
        var mimeType = Read<string>(formatter, "MimeType") ?? throw new InvalidOperationException($"{formatter.GetType()} has no property MimeType.");
        var format = formatter.GetType().GetMethod("Format", BindingFlags.Instance | BindingFlags.Public, [typeof(object), typeof(TextWriter)]);
        return format is { ReturnType: var result } && result == typeof(bool)
            ? (mimeType, formatter, format)
            : throw new InvalidOperationException($"{formatter.GetType()} has no method bool Format(object, TextWriter).");
    }

    private static T? Read<T>(object from, string property) where T : class =>
        from.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public)?.GetValue(from) as T;
}
