namespace MinImagen.Lib.Data;

/// <summary>
/// A stream of random numbers that is a function of its start alone, on every machine and in every version (Steele, Lea
/// and Flood 2014).
/// </summary>
/// <param name="state">The start.</param>
internal sealed class SplitMix64(ulong state)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>The output function: every bit of the result depends on every bit of <paramref name="z"/>.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(state += Step);

    /// <summary>A uniform integer in [0, bound), without modulo bias (Lemire 2019).</summary>
    public uint NextBelow(uint bound)
    {
        while (true)
        {
            // ⌊random · bound / 2³²⌋, drawn again where the low half falls into the uneven rest
            var product = (Next() >> 32) * bound;
            if ((uint)product >= (0u - bound) % bound)
            {
                return (uint)(product >> 32);
            }
        }
    }

    /// <summary>A uniform number in [from, to).</summary>
    public double NextBetween(double from, double to)
    {
        // u = (53 random bits) / 2⁵³, uniform in [0, 1)
        var u = (Next() >> 11) / 9007199254740992.0;
        return from + (u * (to - from));
    }

    /// <summary>One of the items, each equally likely.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[(int)NextBelow((uint)items.Count)];
}
