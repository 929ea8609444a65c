namespace MinImagen.Lib.Data;

/// <summary>
/// An endless shuffled order of a finite list: epoch after epoch, each a fresh permutation of all of it. The order is a
/// function of the seed and the position alone, so a position is all that a checkpoint has to remember.
/// </summary>
/// <param name="count">Length of the list, above 0.</param>
/// <param name="seed">Any number.</param>
public sealed class ShuffledOrder(int count, long seed)
{
    private readonly int[] _permutation = new int[count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "There is nothing to shuffle.")];
    private long _epoch = -1;

    /// <summary>The index into the list at <paramref name="position"/>.</summary>
    /// <param name="position">How many were taken before it, over all epochs; at least 0.</param>
    public int At(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        (long epoch, long place) = Math.DivRem(position, _permutation.Length);
        if (epoch != _epoch)
            Shuffle(epoch);
        return _permutation[place];
    }

    /// <summary>A permutation of the list, each equally likely (Fisher and Yates; Durstenfeld 1964).</summary>
    private void Shuffle(long epoch)
    {
        ulong state = Mix((ulong)seed) + (ulong)epoch;
        for (int i = 0; i < _permutation.Length; i++)
        {
            int j = (int)NextBelow(ref state, (uint)(i + 1));
            _permutation[i] = _permutation[j];
            _permutation[j] = i;
        }
        _epoch = epoch;
    }

    /// <summary>A uniform integer in [0, bound), without modulo bias (Lemire 2019).</summary>
    private static uint NextBelow(ref ulong state, uint bound)
    {
        while (true)
        {
            state += 0x9E3779B97F4A7C15;
            uint random = (uint)(Mix(state) >> 32);

            // ⌊random · bound / 2³²⌋, drawn again where the low half falls into the uneven rest
            ulong product = (ulong)random * bound;
            if ((uint)product >= (0u - bound) % bound)
                return (uint)(product >> 32);
        }
    }

    /// <summary>The output function of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
