using System.Reflection;

namespace CompatLaw.Tests;

/// <summary>What a user of an assembly can reach: its visible types and their public and protected members.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<Type> Types(Assembly assembly) => assembly.GetTypes().Where(type => type.IsVisible);

    internal static IEnumerable<MemberInfo> Members(Type type) => type.GetMembers(Declared).Where(IsVisible);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        // Accessors are part of their property or event; operators are special names too, and stand on their own.
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => false,
        MethodBase method => SignatureFormatter.IsVisible(method),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(SignatureFormatter.IsVisible),
        EventInfo e => SignatureFormatter.IsVisible(e.AddMethod!),
        _ => false, // Nested types are visited as types.
    };
}
