namespace MinImagen.Lib.Data;

/// <summary>
/// An endless shuffled order of a finite list: epoch after epoch, each a fresh permutation of all of it. The order is a
/// function of the seed and the position alone, so a position is all that a checkpoint has to remember.
/// </summary>
/// <param name="count">Length of the list, above 0.</param>
/// <param name="seed">Any number.</param>
public sealed class ShuffledOrder(int count, long seed)
{
    private readonly int[] permutation = new int[count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "There is nothing to shuffle.")];
    private long currentEpoch = -1;

    /// <summary>The index into the list at <paramref name="position"/>.</summary>
    /// <param name="position">How many were taken before it, over all epochs; at least 0.</param>
    public int At(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var (epoch, place) = Math.DivRem(position, permutation.Length);
        if (epoch != currentEpoch)
        {
            Shuffle(epoch);
        }

        return permutation[place];
    }

    /// <summary>A permutation of the list, each equally likely (Fisher and Yates; Durstenfeld 1964).</summary>
    private void Shuffle(long epoch)
    {
        var random = new SplitMix64(SplitMix64.Mix((ulong)seed) + (ulong)epoch);
        for (var i = 0; i < permutation.Length; i++)
        {
            var j = (int)random.NextBelow((uint)(i + 1));
            permutation[i] = permutation[j];
            permutation[j] = i;
        }

        currentEpoch = epoch;
    }
}
