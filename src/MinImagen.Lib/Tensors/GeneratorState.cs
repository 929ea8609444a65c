using System.Buffers.Binary;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>The state of LibTorch's random generator on the CPU, as <c>get_rng_state</c> gives it.</summary>
internal static class GeneratorState
{
    // ATen/CPUGeneratorImpl.cpp: the seed, how many numbers are left, whether it was seeded, which comes next.
    private const int LeftAt = 8;
    private const int SeededAt = 12;
    private const int NextAt = 16;
    private const int Numbers = 624;

    /// <summary>Brings the generator to a state that was read from somewhere.</summary>
    /// <param name="state">The state.</param>
    /// <param name="source">Where it is from, for the message.</param>
    /// <exception cref="InvalidDataException">It is no such state. LibTorch would end the process.</exception>
    public static void Set(Tensor state, string source)
    {
        using var present = get_rng_state();
        if (state.dtype != ScalarType.Byte || !state.shape.SequenceEqual(present.shape) || !IsWhole(state))
        {
            throw new InvalidDataException(
                $"{source}: the random generator's state is no state: {present.numel()} bytes are needed, and these are {state.dtype} of shape {Require.Shown(state)}.");
        }

        set_rng_state(state);
    }

    private static bool IsWhole(Tensor state)
    {
        var bytes = state.data<byte>().ToArray();
        var left = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(LeftAt));
        var seeded = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(SeededAt));
        var next = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(NextAt));
        return seeded == 1 && left is > 0 and <= Numbers && next <= Numbers;
    }
}
