namespace CompatLaw.Tests;

/// <summary>How the signature lists write the name of a type.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    /// <summary>
    /// A type where it is declared: namespace, enclosing types, type parameters. What lies directly in the namespace
    /// <c>TorchSharp</c> is listed without it (<c>torch.nn.Module</c>); every other namespace is written out.
    /// </summary>
    internal static string Declared(Type type)
    {
        var name = type.IsNested
            ? $"{Declared(type.DeclaringType!)}.{Simple(type)}"
            : type.Namespace is null or "TorchSharp" ? Simple(type) : $"{type.Namespace}.{Simple(type)}";
        return type.IsGenericType ? $"{name}<{string.Join(',', type.GetGenericArguments().Select(Used))}>" : name;
    }

    /// <summary>A type where it is used: keyword or simple name, without namespace and enclosing types.</summary>
    internal static string Used(Type type)
    {
        if (type.IsByRef)
            return $"ref {Used(type.GetElementType()!)}";
        if (type.IsPointer)
            return $"{Used(type.GetElementType()!)}*";
        if (type.IsArray)
            return $"{Used(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Used(underlying)}?";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        return type.IsGenericType
            ? $"{Simple(type)}<{string.Join(',', type.GetGenericArguments().Select(Used))}>"
            : type.Name;
    }

    private static string Simple(Type type)
    {
        var arity = type.Name.IndexOf('`');
        return arity < 0 ? type.Name : type.Name[..arity];
    }
}
