using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>What the default formatters see in a value.</summary>
internal static class Values
{
    /// <summary>Whether a value of this type is one word or number.</summary>
    internal static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum
        || type == typeof(string) || type == typeof(decimal) || type == typeof(Half) || type == typeof(Guid) || type == typeof(Uri) || type == typeof(Version)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(DateOnly) || type == typeof(TimeOnly)
        || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(System.Numerics.BigInteger) || type == typeof(System.Numerics.Complex)
        || typeof(Type).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type);

    /// <summary>A scalar as one word.</summary>
    internal static string Word(object value) => value switch
    {
        Type type => NameOf(type),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The public properties and fields of an object, by name; a property that throws shows what it threw.</summary>
    internal static IReadOnlyList<(string Name, object? Value)> MembersOf(object value)
    {
        if (value is ITuple tuple)
        {
            return [.. Enumerable.Range(0, tuple.Length).Select(index => ($"Item{index + 1}", tuple[index]))];
        }
        const BindingFlags flags = BindingFlags.Instance | BindingFlags.Public;
        var properties = value.GetType().GetProperties(flags)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike && !property.PropertyType.IsPointer);
        var fields = value.GetType().GetFields(flags).Where(field => !field.FieldType.IsPointer);
        return
        [
            .. properties.Select(property => (property.Name, Try(() => property.GetValue(value)))),
            .. fields.Select(field => (field.Name, field.GetValue(value))),
        ];
    }

    /// <summary>The first items of a sequence, and how many more there are; −1 where they are too many to count.</summary>
    internal static (IReadOnlyList<object?> Items, int More) Take(IEnumerable sequence, int most)
    {
        const int mostCounted = 10_000;
        List<object?> items = [];
        var more = sequence is ICollection collection ? Math.Max(0, collection.Count - most) : 0;
        foreach (var item in sequence)
        {
            if (items.Count < most)
            {
                items.Add(item);
                continue;
            }
            if (sequence is ICollection)
            {
                break;
            }
            if (++more > mostCounted)
            {
                return (items, -1);
            }
        }
        return (items, more);
    }

    /// <summary>How many items were left out, in words.</summary>
    internal static string MoreText(int more) => more < 0 ? "more" : string.Create(CultureInfo.InvariantCulture, $"{more} more");

    /// <summary>A type's name as C# spells it.</summary>
    internal static string NameOf(Type type)
    {
        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }
        if (type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal))
        {
            return "";
        }
        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    private static object? Try(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (TargetInvocationException failure)
        {
            return $"({failure.InnerException?.GetType().Name}: {failure.InnerException?.Message})";
        }
    }
}
