using System.Globalization;

namespace DotNet.Interactive.Tests.Formatting;

// What a library writes that formats its own types and refers to no notebook kernel.

/// <summary>Found by its simple name.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; set; }
}

internal sealed class ShapeFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new Formatter("text/html", (shape, writer) => writer.Write($"<i>{shape}</i>")), new Formatter("image/png", (_, writer) => writer.Write("iVBO"))];

    internal sealed class Formatter(string mimeType, Action<object, TextWriter> write)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object value, TextWriter writer)
        {
            if (value is Shape { Sides: < 0 })
            {
                throw new InvalidOperationException("no shape has fewer than no sides");
            }
            if (value is Shape { Sides: 0 })
            {
                writer.Write("");
                return false;
            }
            write(value, writer);
            return true;
        }
    }
}

[TypeFormatterSource(typeof(ShapeFormatters), PreferredMimeTypes = ["text/html", "image/png"])]
internal class Shape(int sides)
{
    public int Sides { get; } = sides;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sides} sides");
}

internal sealed class Square() : Shape(4);

[TypeFormatterSource(typeof(ShapeFormatters))]
internal readonly record struct Spot(int X)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"spot {X}");
}

[TypeFormatterSource(typeof(ShapeFormatters))]
internal sealed class Bag<T> : List<T>
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"a bag of {Count}");
}
