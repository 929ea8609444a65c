namespace TorchSharp;

/// <summary>A number or truth value that an operator takes beside tensors.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(Value value, torch.ScalarType type)
    {
        Value = value;
        Type = type;
    }

    public torch.ScalarType Type { get; }

    internal Value Value { get; }

    internal double AsDouble => Value.Tag == ValueTag.Double ? BitConverter.Int64BitsToDouble(Value.Bits) : Value.Bits;

    internal long AsInt64 => Value.Tag == ValueTag.Double ? checked((long)AsDouble) : Value.Bits;

    internal bool AsBoolean => Value.Tag == ValueTag.Double ? AsDouble != 0 : Value.Bits != 0;

    public static implicit operator Scalar(byte value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(sbyte value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(short value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(int value) => new((long)value, torch.ScalarType.Int64);

    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);

    public static implicit operator Scalar(Half value) => new((double)value, torch.ScalarType.Float64);

    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float64);

    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(value, torch.ScalarType.Bool);

    /// <summary>Nothing to free: the value is held in managed memory.</summary>
    public void Dispose()
    {
    }
}
