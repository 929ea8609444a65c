using System.Reflection;

namespace CompatLaw.Tests;

/// <summary>
/// The law of compat: whatever a stand-in makes public stands in the real package's signature list, by the same name,
/// with the same parameter names and defaults. A stand-in may have less than the real package, never more or other.
/// </summary>
internal static class Law
{
    /// <summary>Every breach of the law among some types of a stand-in, one readable line each.</summary>
    internal static IReadOnlyList<string> Breaches(IEnumerable<Type> types, SignatureList list) =>
        [.. types.SelectMany(type => Breaches(type, list))];

    private static IEnumerable<string> Breaches(Type type, SignatureList list)
    {
        var listed = list.Type(TypeNames.Declared(type));
        if (listed is null)
            return [$"public type that the real package does not have: {SignatureFormatter.Type(type)}"];
        return Kind(type, listed, list).Concat(PublicSurface.Members(type)
            .Where(member => !IsLawful(member, listed, list))
            .Select(member => Describe(member, listed, list)));
    }

    /// <summary>
    /// A stand-in may leave out a level of the real hierarchy or an interface. What it does derive from must be the
    /// real type's too, or code would compile here that does not compile there.
    /// </summary>
    private static IEnumerable<string> Kind(Type type, ListedType listed, SignatureList list)
    {
        var name = TypeNames.Declared(type);
        if ((type is { IsAbstract: true, IsSealed: false }) != listed.IsAbstract)
            yield return $"{name} is {(listed.IsAbstract ? "" : "not ")}abstract in the real package";

        var parent = type.BaseType is { } b ? TypeNames.Used(b) : "";
        var bases = list.Ancestors(listed).Select(ancestor => ancestor.Base).Prepend(listed.Base).ToList();
        if (parent != "object" && !bases.Contains(parent) && !bases.Any(ancestor => SameDefinition(ancestor, parent)))
            yield return $"{name} derives from {parent}; in the real package from {string.Join(", ", bases)}";

        // .NET's own types gain interfaces with every version; only what the stand-in itself declares is its doing.
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var added in type.GetInterfaces().Except(inherited).Where(i => i.IsVisible).Select(TypeNames.Used))
        {
            if (!type.IsEnum && !listed.Interfaces.Contains(added))
                yield return $"{name} implements {added}, which the real one does not";
        }
    }

    // Type parameters of a level that was left out are named otherwise: Module<T1,TResult> and Module<Tensor,Tensor>.
    private static bool SameDefinition(string listed, string actual) =>
        ListedType.WithoutArguments(listed) == ListedType.WithoutArguments(actual)
        && ListedType.ArityOf(listed) == ListedType.ArityOf(actual);

    private static bool IsLawful(MemberInfo member, ListedType declaring, SignatureList list)
    {
        var line = SignatureFormatter.Member(member);
        if (list.Contains(line))
            return true;

        // What the real type inherits from a level that the stand-in left out. Constructors are not inherited.
        if (member is not ConstructorInfo && list.Ancestors(declaring).Any(ancestor => list.Contains(Moved(line, declaring, ancestor.Name))))
            return true;

        // An override makes nothing public that its base did not: .NET's own members (ToString, Equals, Finalize,
        // Stream.Read, …) need no line, those of the stand-in need one at the base, with the same parameters.
        if (member is not MethodInfo { IsVirtual: true } method || method.GetBaseDefinition() is not { } definition || definition == method)
            return false;
        var origin = definition.DeclaringType!;
        return origin.Assembly != method.DeclaringType!.Assembly
            || list.Contains(AsDeclaredAbstractOrNot(Moved(line, declaring, TypeNames.Declared(origin.IsGenericType ? origin.GetGenericTypeDefinition() : origin)), list));
    }

    private static string AsDeclaredAbstractOrNot(string line, SignatureList list) =>
        line.EndsWith(" virtual", StringComparison.Ordinal) && !list.Contains(line) ? $"{line[..^" virtual".Length]} abstract" : line;

    private static string Moved(string line, ListedType from, string to) => to + line[from.Name.Length..];

    private static string Describe(MemberInfo member, ListedType declaring, SignatureList list)
    {
        var near = list.Named(declaring.Name, member.Name).Take(6).Select(line => $"\n    listed: {line}");
        return $"public member that the real package does not have: {SignatureFormatter.Member(member)}{string.Concat(near)}";
    }
}
