namespace MinImagen.Notebooks;

/// <summary>Tells a notebook how to show a type.</summary>
/// <remarks>
/// .NET Interactive knows this attribute by its simple name, in whatever namespace, and so do the programs that keep to its
/// conventions: a library can say how its types look and refer to none of them.
/// </remarks>
/// <param name="formatterSourceType">
/// A class with a parameterless constructor and a method <c>CreateTypeFormatters()</c>, which returns objects that have a
/// property <c>MimeType</c> and a method <c>bool Format(object, TextWriter)</c>.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>What an output holds, all of it in one output; what is not named here serves values inside other values.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
