namespace MinImagen.Lib.Data;

/// <summary>
/// An endless shuffled order of a finite list: epoch after epoch, each a fresh permutation of all of it. The order is a
/// function of the seed and the position alone, so a position is all that a checkpoint has to remember. Lists of up to
/// <see cref="LongestInMemory"/> are shuffled in memory; of longer ones nothing is stored. Not for several threads at once.
/// </summary>
public sealed class ShuffledOrder
{
    /// <summary>The longest list that is shuffled in memory: 16 MB of numbers.</summary>
    public const int LongestInMemory = 1 << 22;

    private readonly int count;
    private readonly long seed;
    private readonly int[] permutation;
    private FeistelPermutation? computed;
    private long currentEpoch = -1;

    /// <summary>Prepares the order; the first epoch is shuffled when it is asked for.</summary>
    /// <param name="count">Length of the list, above 0.</param>
    /// <param name="seed">Any number.</param>
    public ShuffledOrder(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        this.count = count;
        this.seed = seed;
        permutation = count <= LongestInMemory ? new int[count] : [];
    }

    /// <summary>The index into the list at <paramref name="position"/>.</summary>
    /// <param name="position">How many were taken before it, over all epochs; at least 0.</param>
    public int At(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var (epoch, place) = Math.DivRem(position, count);
        if (epoch != currentEpoch)
        {
            Shuffle(epoch);
        }

        return computed is null ? permutation[place] : computed.At((int)place);
    }

    private void Shuffle(long epoch)
    {
        var key = SplitMix64.Mix((ulong)seed) + (ulong)epoch;
        if (permutation.Length > 0)
        {
            ShuffleInMemory(new SplitMix64(key));
        }
        else
        {
            computed = new FeistelPermutation(count, SplitMix64.Mix(key));
        }

        currentEpoch = epoch;
    }

    /// <summary>A permutation of the list, each equally likely (Fisher and Yates; Durstenfeld 1964).</summary>
    private void ShuffleInMemory(SplitMix64 random)
    {
        for (var i = 0; i < permutation.Length; i++)
        {
            var j = (int)random.NextBelow((uint)(i + 1));
            permutation[i] = permutation[j];
            permutation[j] = i;
        }
    }
}
