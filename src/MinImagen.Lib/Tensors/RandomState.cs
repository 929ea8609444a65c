using System.Buffers.Binary;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>The state of LibTorch's random generator, from a file that may be damaged.</summary>
internal static class RandomState
{
    // The beginning of at::CPUGeneratorImplState: uint64 seed, int32 left, int32 seeded, uint64 next, then the 624 words of MT19937.
    private const int LeftAt = 8;
    private const int SeededAt = 12;
    private const int NextAt = 16;
    private const int Words = 624;

    /// <summary>Puts the generator of the CPU into a state. TorchSharp 0.107 ends the process where LibTorch refuses it.</summary>
    /// <param name="state">What <c>get_rng_state</c> gave, uint8.</param>
    /// <param name="source">Where it is from, for the message.</param>
    /// <exception cref="InvalidDataException">It is no such state.</exception>
    public static void Restore(Tensor state, string source)
    {
        using var current = get_rng_state();
        if (state.dtype != ScalarType.Byte || state.ndim != 1 || state.numel() != current.numel() || !IsValid(state.data<byte>().ToArray()))
        {
            throw new InvalidDataException($"{source}: the state of the random generator is damaged");
        }

        set_rng_state(state);
    }

    // at::mt19937::is_valid: 0 < left ≤ 624 and next ≤ 624
    private static bool IsValid(ReadOnlySpan<byte> state) =>
        BinaryPrimitives.ReadInt32LittleEndian(state[LeftAt..]) is > 0 and <= Words
        && BinaryPrimitives.ReadInt32LittleEndian(state[SeededAt..]) == 1
        && BinaryPrimitives.ReadUInt64LittleEndian(state[NextAt..]) <= Words;
}
