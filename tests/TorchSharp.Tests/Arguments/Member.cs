using System.Reflection;

namespace TorchSharp.Tests.Arguments;

/// <summary>A public method, accessor, operator or constructor, and the calls that it must survive.</summary>
internal sealed class Member(MethodBase method)
{
    private const int Mixtures = 25;

    private readonly Func<object?[], object?> invoke = Invocation.Of(method);
    private readonly (Type Type, string Name)[] places = [.. Places(method)];

    internal string Name { get; } = $"{method.DeclaringType}.{method}";

    internal bool IsCast { get; } = method.Name is "op_Implicit" or "op_Explicit";

    /// <summary>Every member that can be called: of generic types and methods one instance.</summary>
    internal static IEnumerable<Member> Of(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(type => !type.IsEnum && !type.IsAssignableTo(typeof(Delegate))).Select(Instances.Closed).OfType<Type>())
        {
            foreach (var constructor in type.IsAbstract ? [] : type.GetConstructors())
                yield return new Member(constructor);
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                var closed = method.IsGenericMethodDefinition
                    ? Specimens.Close(method.GetGenericArguments().Length, method.MakeGenericMethod)
                    : method;
                if (closed is not null)
                    yield return new Member(closed);
            }
        }
    }

    /// <summary>Right arguments in each surroundings; then one wrong argument at a time; then mixtures; then all of them wrong.</summary>
    internal IEnumerable<(string Name, Func<object?[]> Arguments)> Calls()
    {
        foreach (var surroundings in Enum.GetValues<Surroundings>())
            yield return ($"right, {surroundings}", () => Right(surroundings));

        Surroundings[] company = places.Any(place => place.Type.IsAssignableTo(typeof(torch.Tensor)) || Specimens.ElementOf(place.Type) == typeof(torch.Tensor))
            ? [Surroundings.Matrix, Surroundings.Image]
            : [Surroundings.Matrix];
        var wrong = places.Select((place, i) => Specimens.Wrong(place.Type, place.Name).Where(specimen => !(IsInstance(i) && specimen.Name == "null")).ToList()).ToList();
        for (var i = 0; i < places.Length; i++)
        {
            foreach (var specimen in wrong[i])
            {
                foreach (var surroundings in company)
                {
                    var place = i;
                    yield return ($"{places[place].Name}: {specimen.Name}, {surroundings}", () =>
                    {
                        var arguments = Right(surroundings);
                        arguments[place] = specimen.Make();
                        return arguments;
                    }
                    );
                }
            }
        }

        for (var k = 0; places.Length > 1 && k < Mixtures; k++)
        {
            var seed = k;
            yield return ($"mixture {k}", () =>
            {
                var random = new Random(seed);
                return [.. places.Select((place, i) => (IsInstance(i) && !place.Type.IsAssignableTo(typeof(torch.Tensor)) ? null : Specimens.Any(place.Type, place.Name, random))
                    ?? (IsInstance(i) ? Specimens.Right(place.Type, place.Name, Surroundings.Matrix) : null))];
            }
            );
        }

        for (var k = 0; places.Length > 1 && k < wrong.Max(specimens => specimens.Count); k++)
        {
            var round = k;
            yield return ($"all wrong, {round}", () => [.. wrong.Select((specimens, i) => specimens.Count == 0
                ? Specimens.Right(places[i].Type, places[i].Name, Surroundings.Matrix)
                : specimens[round % specimens.Count].Make())]);
        }
    }

    internal object? Invoke(object?[] arguments) => invoke(arguments);

    /// <summary>The place of the first argument that no specimen could be made for, or null.</summary>
    internal string? Unmade()
    {
        using var scope = torch.NewDisposeScope();
        var arguments = Right(Surroundings.Matrix);
        return Enumerable.Range(0, places.Length).Where(i => arguments[i] is null && places[i].Name != Specimens.Names).Select(i => places[i].Type.ToString()).FirstOrDefault();
    }

    private object?[] Right(Surroundings surroundings) =>
        [.. places.Select(place => Specimens.Right(place.Type, place.Name, surroundings))];

    private bool IsInstance(int place) => place == 0 && places[0].Name == "this";

    private static IEnumerable<(Type, string)> Places(MethodBase method)
    {
        if (!method.IsStatic && method is not ConstructorInfo)
            yield return (method.DeclaringType!, "this");
        foreach (var parameter in method.GetParameters())
            yield return (parameter.ParameterType, parameter.Name!);
    }
}
