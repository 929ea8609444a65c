using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>Checks the tensors that a public method is given, so that an error names the argument and what it must be.</summary>
/// <remarks>
/// TorchSharp 0.107 turns LibTorch's errors into exceptions, except those of <c>matmul</c>, <c>autograd.grad</c>,
/// <c>set_rng_state</c> and <c>set_num_threads</c>: those end the process. What goes into one of them is checked before.
/// </remarks>
internal static class Require
{
    /// <summary>Checks a shape.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="argument">Its name, for the error.</param>
    /// <param name="axes">An axis each: its length, or a name where any length will do.</param>
    /// <exception cref="ArgumentException">It has another shape; the message says both.</exception>
    public static void Shape(Tensor tensor, string argument, params ReadOnlySpan<Axis> axes)
    {
        ArgumentNullException.ThrowIfNull(tensor, argument);
        var shape = tensor.shape;
        var fits = shape.Length == axes.Length;
        for (var i = 0; fits && i < shape.Length; i++)
        {
            fits = axes[i].Length is null || axes[i].Length == shape[i];
        }

        if (!fits)
        {
            throw new ArgumentException($"{argument} must have the shape ({string.Join(", ", axes.ToArray())}), and has {Shown(tensor)}.", argument);
        }
    }

    /// <summary>Checks that a tensor has the shape of another.</summary>
    /// <exception cref="ArgumentException">It has not; the message says both shapes.</exception>
    public static void SameShape(Tensor tensor, string argument, Tensor other, string otherArgument)
    {
        ArgumentNullException.ThrowIfNull(tensor, argument);
        if (!tensor.shape.SequenceEqual(other.shape))
        {
            throw new ArgumentException($"{argument} must have the shape of {otherArgument}, {Shown(other)}, and has {Shown(tensor)}.", argument);
        }
    }

    /// <summary>Checks a type.</summary>
    /// <exception cref="ArgumentException">It is another; the message says both.</exception>
    public static void Type(Tensor tensor, string argument, ScalarType type)
    {
        if (tensor.dtype != type)
        {
            throw new ArgumentException($"{argument} must be of type {type}, and is {tensor.dtype}.", argument);
        }
    }

    /// <summary>Checks that a tensor holds numbers with fractions.</summary>
    /// <exception cref="ArgumentException">It does not; the message names its type.</exception>
    public static void FloatingPoint(Tensor tensor, string argument)
    {
        if (!tensor.is_floating_point())
        {
            throw new ArgumentException($"{argument} must be of a floating-point type, and is {tensor.dtype}.", argument);
        }
    }

    /// <summary>Checks that a tensor is where the weights are that it will be multiplied with.</summary>
    /// <exception cref="ArgumentException">It is elsewhere; the message names both devices.</exception>
    public static void OnDevice(Tensor tensor, string argument, Device device)
    {
        if (tensor.device_type != device.type || tensor.device_index != device.index)
        {
            throw new ArgumentException($"{argument} must be on the device {device}, and is on {tensor.device}.", argument);
        }
    }

    /// <summary>A shape as errors show it.</summary>
    public static string Shown(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";

    /// <summary>What an axis must be: of a length, or of any length, under a name.</summary>
    internal readonly record struct Axis(long? Length, string Name)
    {
        public static implicit operator Axis(long length) => new(length, $"{length}");

        public static implicit operator Axis(string name) => new(null, name);

        public override string ToString() => Name;
    }
}
