using System.Collections.Concurrent;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Writes a value; false where it leaves that to the default.</summary>
internal delegate bool TryFormat(object value, TextWriter writer);

/// <summary>The formatters that cells registered, and those that types bring along.</summary>
internal sealed class FormatterTable
{
    private readonly Lock guard = new();
    private readonly List<(Type Type, string MimeType, TryFormat Format)> registered = [];
    private readonly List<(Type Type, string[] MimeTypes)> preferred = [];
    private readonly ConcurrentDictionary<Type, ConventionFormatters?> conventions = new();

    internal void Add(Type type, string mimeType, TryFormat format)
    {
        lock (guard)
        {
            registered.Add((type, mimeType, format));
        }
    }

    internal void Prefer(Type type, string[] mimeTypes)
    {
        lock (guard)
        {
            preferred.Add((type, mimeTypes));
        }
    }

    internal void Clear()
    {
        lock (guard)
        {
            registered.Clear();
            preferred.Clear();
        }
    }

    /// <summary>What a cell said, else what the type says of itself; null where neither says anything.</summary>
    internal IReadOnlyList<string>? PreferredFor(Type type)
    {
        lock (guard)
        {
            if (MostSpecific(preferred.Where(entry => Fits(entry.Type, type)), entry => entry.Type) is [var (_, mimeTypes), ..])
            {
                return mimeTypes;
            }
        }
        return ConventionOf(type)?.PreferredMimeTypes;
    }

    internal bool TryFormat(object value, TextWriter writer, string mimeType)
    {
        List<(Type Type, string MimeType, TryFormat Format)> candidates;
        lock (guard)
        {
            candidates = MostSpecific(registered.Where(entry => entry.MimeType == mimeType && Fits(entry.Type, value.GetType())), entry => entry.Type);
        }
        return candidates.Any(candidate => candidate.Format(value, writer)) || ConventionOf(value.GetType())?.TryFormat(value, writer, mimeType) == true;
    }

    private ConventionFormatters? ConventionOf(Type type) => conventions.GetOrAdd(type, ConventionFormatters.Of);

    private static bool Fits(Type formatted, Type actual) =>
        formatted.IsAssignableFrom(actual) || (formatted.IsGenericTypeDefinition && Ancestry(actual).Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == formatted));

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
        foreach (var contract in type.GetInterfaces())
        {
            yield return contract;
        }
    }

    // A derived type before its base; of two for one type, the later.
    private static List<T> MostSpecific<T>(IEnumerable<T> entries, Func<T, Type> typeOf)
    {
        List<T> sorted = [];
        foreach (var entry in entries)
        {
            var place = sorted.FindIndex(other => Fits(typeOf(other), typeOf(entry)));
            sorted.Insert(place < 0 ? sorted.Count : place, entry);
        }
        return sorted;
    }
}
