using System.Globalization;
using System.Reflection;

namespace CompatLaw.Tests;

/// <summary>Writes types and members as the signature lists write them, one a line.</summary>
internal static class SignatureFormatter
{
    internal static string Type(Type type)
    {
        var parent = type.BaseType is { } b ? TypeNames.Used(b) : "";
        var interfaces = type.GetInterfaces().Where(i => i.IsVisible).Select(TypeNames.Used).Order(StringComparer.Ordinal);
        var kind = type is { IsAbstract: true, IsSealed: false } ? " abstract" : "";
        return $"TYPE {TypeNames.Declared(type)} : {parent} [{string.Join(',', interfaces)}]{kind}";
    }

    internal static string Member(MemberInfo member)
    {
        var text = member switch
        {
            ConstructorInfo constructor => $".ctor({Parameters(constructor)}){Modifiers(constructor)}",
            MethodInfo method => Method(method),
            PropertyInfo property => Property(property),
            FieldInfo field => Field(field),
            EventInfo e => $"event {Static(e.AddMethod!)}{e.Name} : {TypeNames.Used(e.EventHandlerType!)}",
            _ => throw new ArgumentException($"{member.MemberType} {member.Name} has no line in a signature list.", nameof(member)),
        };
        return $"{TypeNames.Declared(member.DeclaringType!)}::{text}";
    }

    private static string Method(MethodInfo method)
    {
        var typeParameters = method.IsGenericMethod
            ? $"<{string.Join(',', method.GetGenericArguments().Select(TypeNames.Used))}>"
            : "";
        var obsolete = method.IsDefined(typeof(ObsoleteAttribute)) ? " [Obsolete]" : "";
        return $"{Static(method)}{method.Name}{typeParameters}({Parameters(method)}) -> {TypeNames.Used(method.ReturnType)}{Modifiers(method)}{obsolete}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessor = property.GetMethod ?? property.SetMethod!;
        var index = property.GetIndexParameters();
        var indexer = index.Length == 0 ? "" : $"[{string.Join(", ", index.Select(Parameter))}]";
        var get = property.GetMethod is { } g && IsVisible(g) ? "get;" : "";
        var set = property.SetMethod is { } s && IsVisible(s) ? "set;" : "";
        return $"prop {Static(accessor)}{property.Name}{indexer} : {TypeNames.Used(property.PropertyType)} {{{get}{set}}}";
    }

    private static string Field(FieldInfo field)
    {
        var value = field.IsLiteral ? $" = {Constant(field.GetRawConstantValue())}" : "";
        return $"field {field.Name} : {TypeNames.Used(field.FieldType)}{value}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var direction = parameter.IsOut ? "out " : "";
        // RawDefaultValue gives an enum's default as its number, as the lists have it.
        var value = parameter.HasDefaultValue ? $" = {Constant(parameter.RawDefaultValue)}" : "";
        return $"{many}{direction}{TypeNames.Used(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Constant(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? "" : " protected";
        var dispatch = method.IsAbstract ? " abstract" : method is { IsVirtual: true, IsFinal: false } ? " virtual" : "";
        return access + dispatch;
    }

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    internal static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
