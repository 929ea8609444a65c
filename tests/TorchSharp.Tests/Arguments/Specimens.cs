using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Arguments;

/// <summary>A right value and the wrong ones for every type that a public member of compat/TorchSharp takes.</summary>
internal static class Specimens
{
    /// <summary>The argument that is right where it is null: this LibTorch's tensors have no named dimensions.</summary>
    internal const string Names = "names";

    private static readonly Type[] Closings = [typeof(torch.Tensor), typeof(float), typeof(Linear), typeof(SGD.Options)];

    /// <summary>A value that makes sense for most parameters of the type and name.</summary>
    internal static object? Right(Type type, string name, Surroundings surroundings)
    {
        if (type.IsByRef)
            return Right(type.GetElementType()!, name, surroundings);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Right(underlying, name, surroundings);
        if (name == Names)
            return null;
        if (ElementOf(type) is { } element)
            return Sequence(type, element, [.. Enumerable.Range(0, name == "rawArray" ? 16 : 2).Select(_ => Right(element, name, surroundings))]);
        if (type.IsAssignableTo(typeof(ITuple)))
            return Activator.CreateInstance(type, [.. type.GetGenericArguments().Select(item => Right(item, name, surroundings))]);
        if (type.IsAssignableTo(typeof(Delegate)))
            return Delegate(type, result => result == typeof(void) ? null : Right(result, name, surroundings));
        if (type.IsEnum)
            return type == typeof(ScalarType) ? ScalarType.Float32 : Enum.GetValues(type).GetValue(0);
        if (Number(type, RightNumber(type, name)) is { } number)
            return number;
        return Simple(type, name, surroundings) ?? Instances.Make(type, surroundings);
    }

    /// <summary>A value drawn from what is right, nearly right and wrong.</summary>
    internal static object? Any(Type type, string name, Random random)
    {
        if (random.Next(6) == 0 && Wrong(type, name) is { Count: > 0 } wrong)
            return wrong[random.Next(wrong.Count)].Make();
        if (type == typeof(torch.Tensor))
            return TensorSpecimens.Any(random);
        if (!type.IsEnum && Number(type, random.Next(-1, 5)) is { } number)
            return number;
        if (ElementOf(type) is { } element)
            return Sequence(type, element, [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Any(element, name, random))]);
        return Right(type, name, Surroundings.Matrix);
    }

    /// <summary>Values that a member must survive.</summary>
    internal static IReadOnlyList<Specimen> Wrong(Type type, string name)
    {
        if (type.IsByRef)
            return Wrong(type.GetElementType()!, name);
        if (type == typeof(torch.Tensor))
            return TensorSpecimens.Wrong;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return [Specimen.Of("null", null), .. Wrong(underlying, name)];
        if (ElementOf(type) is { } element)
            return WrongSequences(type, element, name);
        if (type.IsAssignableTo(typeof(ITuple)))
            return WrongTuples(type, name);
        if (type.IsAssignableTo(typeof(Delegate)))
            return WrongDelegates(type, name);
        if (type == typeof(bool))
            return [Specimen.Of("true", true)];
        if (type.IsEnum)
            return [.. Enum.GetValues(type).Cast<object>().Append(Enum.ToObject(type, 77)).Append(Enum.ToObject(type, -1)).Distinct().Select(value => Specimen.Of($"{value}", value))];
        if (Number(type, 0) is not null)
            return WrongNumbers(type);
        if (type == typeof(string))
            return [.. new[] { null, "", "cuda:99", "no/such/folder/file", "\0", new string('y', 10_000) }.Select(text => Specimen.Of(text is null ? "null" : $"\"{text[..Math.Min(20, text.Length)]}\"", text))];
        return [.. WrongObjects(type)];
    }

    /// <summary>A generic type or method's type parameters, filled with types that fit their constraints.</summary>
    internal static T? Close<T>(int arity, Func<Type[], T> close)
        where T : class
    {
        foreach (var candidate in Closings)
        {
            try
            {
                return close([.. Enumerable.Repeat(candidate, arity)]);
            }
            catch (ArgumentException)
            {
                // The constraints want another one.
            }
        }
        return null;
    }

    internal static Type? ElementOf(Type type)
    {
        if (type == typeof(string) || type == typeof(torch.Size) || type.IsAssignableTo(typeof(torch.nn.Module)))
            return null;
        if (type.IsArray)
            return type.GetElementType();
        if (type == typeof(Array))
            return typeof(float);
        if (!type.IsGenericType)
            return null;
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(IEnumerable<>) || definition == typeof(IList<>) || definition == typeof(IReadOnlyList<>) || definition == typeof(ICollection<>)
            || definition == typeof(List<>) || definition == typeof(ReadOnlySpan<>) || definition == typeof(Span<>) || definition == typeof(Memory<>)
            ? type.GetGenericArguments()[0]
            : null;
    }

    /// <summary>An array for everything that takes one; the call converts it to a span where that is asked for.</summary>
    private static object Sequence(Type type, Type element, object?[] items)
    {
        var rank = type.IsArray ? type.GetArrayRank() : 1;
        var array = Array.CreateInstance(element, [items.Length, .. Enumerable.Repeat(1, rank - 1)]);
        for (var i = 0; i < items.Length; i++)
            array.SetValue(items[i], [i, .. new int[rank - 1]]);
        return type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(List<>) || definition == typeof(Memory<>))
            ? Activator.CreateInstance(type, array)!
            : array;
    }

    private static IReadOnlyList<Specimen> WrongSequences(Type type, Type element, string name)
    {
        var wrong = new List<Specimen> { new("empty", () => Sequence(type, element, [])) };
        if (!type.IsValueType)
            wrong.Add(Specimen.Of("null", null));
        foreach (var item in Wrong(element, name))
        {
            wrong.Add(new($"[{item.Name}]", () => Sequence(type, element, [item.Make()])));
            wrong.Add(new($"[right, {item.Name}]", () => Sequence(type, element, [Right(element, name, Surroundings.Matrix), item.Make()])));
        }
        wrong.Add(new("nine", () => Sequence(type, element, [.. Enumerable.Range(0, 9).Select(_ => Right(element, name, Surroundings.Matrix))])));
        return wrong;
    }

    private static List<Specimen> WrongTuples(Type type, string name)
    {
        var items = type.GetGenericArguments();
        var wrong = new List<Specimen>();
        for (var i = 0; i < items.Length; i++)
        {
            var place = i;
            foreach (var item in Wrong(items[place], name))
            {
                wrong.Add(new($"item {place + 1} {item.Name}", () => Activator.CreateInstance(type,
                    [.. items.Select((other, j) => j == place ? item.Make() : Right(other, name, Surroundings.Matrix))])));
            }
        }
        return wrong;
    }

    private static List<Specimen> WrongDelegates(Type type, string name)
    {
        var wrong = new List<Specimen>
        {
            Specimen.Of("null", null),
            new("throws", () => Delegate(type, _ => throw new InvalidOperationException("thrown by the argument"))),
        };
        var result = type.GetMethod("Invoke")!.ReturnType;
        if (result != typeof(void))
            wrong.AddRange(Wrong(result, name).Select(item => new Specimen($"returns {item.Name}", () => Delegate(type, _ => item.Make()))));
        return wrong;
    }

    private static Delegate Delegate(Type type, Func<Type, object?> result)
    {
        var invoke = type.GetMethod("Invoke")!;
        var value = Expression.Invoke(Expression.Constant(result), Expression.Constant(invoke.ReturnType));
        return Expression.Lambda(type, invoke.ReturnType == typeof(void) ? value : Expression.Convert(value, invoke.ReturnType),
            invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))).Compile(preferInterpretation: true);
    }

    private static double RightNumber(Type type, string name) => name switch
    {
        _ when type == typeof(double) => 0.5,
        "dim" or "dim0" or "axis" or "index" or "idx" or "start" or "padding" or "start_dim" or "offset" or "last_epoch" or "storage_offset" => 0,
        "dim1" or "dim2" or "k" or "groups" or "dilation" or "stride" or "step" or "end_dim" or "length" or "diagonal" => 1,
        _ => 4,
    };

    private static object? Number(Type type, double value) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => false,
        TypeCode.Char => 'x',
        >= TypeCode.SByte and <= TypeCode.Decimal => Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
        _ => type == typeof(Half) ? (Half)value : null,
    };

    private static IReadOnlyList<Specimen> WrongNumbers(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => Values(float.NaN, float.PositiveInfinity, -1f, 0f, float.MaxValue),
        TypeCode.Double => Values(double.NaN, double.PositiveInfinity, -1.0, 0.0, double.MaxValue, 1e-320),
        TypeCode.Int32 => Values(0, -1, -99, 1, 99, int.MinValue, int.MaxValue),
        TypeCode.Int64 => Values(0L, -1L, -99L, 1L, 99L, 1L << 40, long.MinValue, long.MaxValue),
        TypeCode.Int16 => Values(short.MinValue, short.MaxValue),
        TypeCode.Byte => Values((byte)0, byte.MaxValue),
        TypeCode.SByte => Values(sbyte.MinValue, sbyte.MaxValue),
        TypeCode.UInt64 => Values(0UL, ulong.MaxValue),
        _ => type == typeof(Half) ? Values(Half.NaN, Half.MaxValue) : throw new NotSupportedException($"No wrong {type} is known."),
    };

    private static Specimen[] Values<T>(params T[] values) => [.. values.Select(value => Specimen.Of($"{value}", value))];

    private static object? Simple(Type type, string name, Surroundings surroundings)
    {
        if (type == typeof(torch.Tensor) || type == typeof(IDisposable) || type == typeof(object))
            return TensorSpecimens.Right(surroundings);
        if (type == typeof(Parameter))
            return new Parameter(ones(4, 4));
        if (type == typeof(Scalar))
            return (Scalar)2.5;
        if (type == typeof(string))
            return name is "device" or "description" ? "cpu" : "x";
        if (type == typeof(Device))
            return CPU;
        if (type == typeof(TensorIndex))
            return TensorIndex.Single(0);
        if (type == typeof(Range))
            return Range.All;
        if (type == typeof(Index))
            return (Index)0;
        if (type == typeof(torch.Size))
            return ones(4, 4).size() is var sizes ? new torch.Size(sizes) : null;
        if (type == typeof(CultureInfo))
            return CultureInfo.InvariantCulture;
        if (type == typeof(BinaryWriter))
            return new BinaryWriter(new MemoryStream());
        if (type == typeof(BinaryReader))
            return new BinaryReader(new MemoryStream(new byte[256]));
        if (type == typeof(Dictionary<string, torch.Tensor>))
            return new Dictionary<string, torch.Tensor> { ["weight"] = ones(4, 4) };
        return type == typeof(DisposeScope) ? NewDisposeScope() : null;
    }

    private static IEnumerable<Specimen> WrongObjects(Type type)
    {
        if (type.IsValueType)
        {
            yield return new("default", () => RuntimeHelpers.GetUninitializedObject(type));
            if (type == typeof(Range))
                yield return Specimen.Of("^9..99", ^9..99);
            if (type == typeof(Index))
                yield return Specimen.Of("^99", ^99);
            yield break;
        }

        yield return Specimen.Of("null", null);
        if (type == typeof(Scalar))
        {
            yield return new("NaN", () => (Scalar)double.NaN);
            yield return new("true", () => (Scalar)true);
            yield return new("largest", () => (Scalar)long.MaxValue);
            yield return new("-1", () => (Scalar)(-1));
        }
        else if (type == typeof(Device))
        {
            yield return new("cuda", () => new Device("cuda:3"));
            yield return new("meta", () => new Device("meta"));
            yield return new("unknown", () => new Device((DeviceType)77, 5));
            yield return new("cpu:99", () => new Device(DeviceType.CPU, 99));
        }
        else if (type == typeof(TensorIndex))
        {
            yield return new("99", () => TensorIndex.Single(99));
            yield return new("::0", () => TensorIndex.Slice(null, null, 0));
            yield return new("::-1", () => TensorIndex.Slice(null, null, -1));
            yield return new("far slice", () => TensorIndex.Slice(long.MinValue, long.MaxValue, long.MaxValue));
            yield return new("...", () => TensorIndex.Ellipsis);
            yield return new("null index", () => TensorIndex.Null);
            foreach (var tensor in TensorSpecimens.Wrong)
                yield return new($"tensor, {tensor.Name}", () => TensorIndex.Tensor((torch.Tensor)tensor.Make()!));
        }
        else if (type == typeof(BinaryReader))
        {
            yield return new("at its end", () => new BinaryReader(new MemoryStream()));
            yield return new("of large numbers", () => new BinaryReader(new MemoryStream([.. Enumerable.Repeat((byte)0x7F, 256)])));
        }
        else if (type.IsAssignableTo(typeof(torch.Tensor)))
        {
            yield return new("of integers", () => new Parameter(ones([4, 4], dtype: ScalarType.Int64), requires_grad: false));
            yield return new("another shape", () => new Parameter(ones(3, 5)));
        }
        if (type == typeof(IDisposable))
            yield return new("no tensor", () => new MemoryStream());
        if (type.IsAssignableTo(typeof(IDisposable)) || type.IsAssignableTo(typeof(torch.nn.Module)) || type.IsInterface)
        {
            yield return new("disposed", () =>
            {
                var value = Right(type, "", Surroundings.Matrix);
                (value as IDisposable)?.Dispose();
                return value;
            });
        }
        if (type.IsAssignableTo(typeof(IDictionary)))
            yield return new("empty", () => Activator.CreateInstance(type));
    }
}
