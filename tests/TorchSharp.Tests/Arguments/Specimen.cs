namespace TorchSharp.Tests.Arguments;

/// <summary>A value that an argument can take, made anew for every call: what is called may change or dispose it.</summary>
internal readonly record struct Specimen(string Name, Func<object?> Make)
{
    internal static Specimen Of(string name, object? value) => new(name, () => value);
}
