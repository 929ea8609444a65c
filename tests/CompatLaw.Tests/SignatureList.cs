namespace CompatLaw.Tests;

/// <summary>The public signatures of a real package, as its list in <c>api/</c> has them.</summary>
internal sealed class SignatureList
{
    private readonly HashSet<string> members = [];
    private readonly Dictionary<string, ListedType> types = [];
    private readonly ILookup<string, ListedType> typesBySimpleName;

    internal SignatureList(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (ListedType.TryParse(line, out var type))
                types.Add(type.Name, type);
            else
                members.Add(line);
        }
        typesBySimpleName = types.Values.ToLookup(type => type.SimpleName);
    }

    internal static SignatureList Read(string fileName) =>
        new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "api", fileName)));

    internal bool Contains(string member) => members.Contains(member);

    internal ListedType? Type(string name) => types.GetValueOrDefault(name);

    /// <summary>The listed types that a listed type derives from.</summary>
    /// <remarks>The lists give a base by its simple name: two types of one simple name are both followed.</remarks>
    internal IReadOnlyCollection<ListedType> Ancestors(ListedType type)
    {
        var found = new HashSet<ListedType>();
        var pending = new Stack<ListedType>([type]);
        while (pending.TryPop(out var current))
        {
            var arity = ListedType.ArityOf(current.Base);
            foreach (var parent in typesBySimpleName[ListedType.WithoutArguments(current.Base)])
            {
                if (parent.Arity == arity && parent != type && found.Add(parent))
                    pending.Push(parent);
            }
        }
        return found;
    }

    /// <summary>The listed members of a type that bear a name: what a wrong line was probably meant to be.</summary>
    internal IEnumerable<string> Named(string declaringType, string memberName) =>
        members.Where(line => line.StartsWith($"{declaringType}::", StringComparison.Ordinal)
            && line.AsSpan(declaringType.Length).Contains(memberName, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
