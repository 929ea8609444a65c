namespace TorchSharp;

/// <summary>One argument of an <see cref="Operator"/>: what a schema can ask for, converted from what C# has.</summary>
internal readonly struct Value
{
    internal readonly ValueTag Tag;

    /// <summary>The bits of an int, double or bool; an enum's value; a device's type.</summary>
    internal readonly long Bits;

    /// <summary>A device's index.</summary>
    internal readonly int Index;

    /// <summary>A tensor, generator, string or array.</summary>
    internal readonly object? Reference;

    private Value(ValueTag tag, long bits = 0, object? reference = null, int index = 0)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
        Index = index;
    }

    /// <summary>What the operator's schema says when nothing is given.</summary>
    internal static Value Default => default;

    internal static Value None => new(ValueTag.None);

    internal static Value Strided => new(ValueTag.Layout, 0);

    internal static Value MemoryFormat(long format) => new(ValueTag.MemoryFormat, format);

    /// <summary>A list in which null stands for an absent tensor.</summary>
    internal static Value Optional(torch.Tensor?[] tensors) => new(ValueTag.OptionalTensorList, 0, tensors);

    public static implicit operator Value(torch.Tensor? value) => value is null ? None : new(ValueTag.Tensor, 0, value);

    public static implicit operator Value(long value) => new(ValueTag.Int, value);

    public static implicit operator Value(long? value) => value is { } given ? given : None;

    public static implicit operator Value(int value) => new(ValueTag.Int, value);

    public static implicit operator Value(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Value(double? value) => value is { } given ? given : None;

    public static implicit operator Value(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    public static implicit operator Value(long[]? value) => value is null ? None : new(ValueTag.IntList, 0, value);

    public static implicit operator Value(ReadOnlySpan<long> value) => value.ToArray();

    public static implicit operator Value(double[]? value) => value is null ? None : new(ValueTag.DoubleList, 0, value);

    public static implicit operator Value(bool[]? value) => value is null ? None : new(ValueTag.BoolList, 0, value);

    public static implicit operator Value(torch.Tensor[] value) =>
        new(ValueTag.TensorList, 0, value ?? throw new ArgumentNullException(nameof(value)));

    public static implicit operator Value(string? value) => value is null ? None : new(ValueTag.String, 0, value);

    public static implicit operator Value(torch.ScalarType value) => Enum.IsDefined(value)
        ? new(ValueTag.ScalarType, (long)value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "not an element type");

    public static implicit operator Value(torch.ScalarType? value) => value is { } given ? given : None;

    public static implicit operator Value(torch.Device? value) =>
        value is null ? None : new(ValueTag.Device, (long)value.type, null, value.index);

    public static implicit operator Value(torch.Generator? value) =>
        value is null ? None : new(ValueTag.Generator, 0, value);

    public static implicit operator Value(Scalar? value) => value is null ? None : value.Value;
}
