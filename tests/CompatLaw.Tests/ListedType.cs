using System.Diagnostics.CodeAnalysis;

namespace CompatLaw.Tests;

/// <summary>A line of a signature list that declares a type: <c>TYPE name : base [interfaces] abstract</c>.</summary>
internal sealed record ListedType(string Name, string Base, IReadOnlyList<string> Interfaces, bool IsAbstract)
{
    internal string SimpleName => WithoutArguments(Name)[(WithoutArguments(Name).LastIndexOf('.') + 1)..];

    internal int Arity => ArityOf(Name);

    internal static bool TryParse(string line, [NotNullWhen(true)] out ListedType? type)
    {
        type = null;
        if (!line.StartsWith("TYPE ", StringComparison.Ordinal))
            return false;
        var colon = line.IndexOf(" : ", StringComparison.Ordinal);
        var open = line.IndexOf(" [", colon, StringComparison.Ordinal);
        var close = line.LastIndexOf(']');
        type = new ListedType(
            line["TYPE ".Length..colon],
            line[(colon + " : ".Length)..open].Trim(),
            TopLevel(line[(open + " [".Length)..close]),
            line.EndsWith(" abstract", StringComparison.Ordinal));
        return true;
    }

    internal static string WithoutArguments(string typeName) =>
        typeName.EndsWith('>') ? typeName[..OpeningBracket(typeName)] : typeName;

    /// <summary>How many type arguments a name ends with: 2 for <c>Module&lt;Tensor,Tensor&gt;</c>.</summary>
    internal static int ArityOf(string typeName) =>
        typeName.EndsWith('>') ? TopLevel(typeName[(OpeningBracket(typeName) + 1)..^1]).Count : 0;

    private static int OpeningBracket(string typeName)
    {
        var depth = 0;
        for (var i = typeName.Length - 1; ; i--)
        {
            depth += typeName[i] switch { '>' => 1, '<' => -1, _ => 0 };
            if (depth == 0)
                return i;
        }
    }

    /// <summary>Splits at the commas that stand in no angle bracket.</summary>
    private static List<string> TopLevel(string text)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }
        if (text.Length > 0)
            parts.Add(text[start..]);
        return parts;
    }
}
