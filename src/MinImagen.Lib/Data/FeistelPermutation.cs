using System.Numerics;

namespace MinImagen.Lib.Data;

/// <summary>
/// A permutation of a list too long to be written down: the place of each number is computed. Numbers are halved and
/// the halves crossed with a keyed hash, round after round (Luby and Rackoff 1988), in the smallest even number of bits
/// that the list fits in; a result beyond its end goes round again (Black and Rogaway 2002).
/// </summary>
/// <param name="count">Length of the list, above 0.</param>
/// <param name="key">Decides the permutation.</param>
internal sealed class FeistelPermutation(int count, ulong key)
{
    /// <summary>Luby and Rackoff prove four; each more costs a nanosecond.</summary>
    private const int Rounds = 6;

    private readonly int halfBits = (BitOperations.Log2((uint)count) + 2) / 2;

    /// <summary>Where number <paramref name="index"/> goes.</summary>
    /// <param name="index">0 ≤ index &lt; count.</param>
    internal int At(int index)
    {
        var value = (uint)index;
        do
        {
            value = Cross(value);
        }
        while (value >= (uint)count);
        return (int)value;
    }

    private uint Cross(uint value)
    {
        var mask = (1u << halfBits) - 1;
        var (left, right) = (value >> halfBits, value & mask);
        for (var round = 0; round < Rounds; round++)
        {
            // (L, R) ← (R, L ⊕ F_round(R))
            var hash = (uint)SplitMix64.Mix(key + (((ulong)round << 32) | right));
            (left, right) = (right, left ^ (hash & mask));
        }
        return (left << halfBits) | right;
    }
}
