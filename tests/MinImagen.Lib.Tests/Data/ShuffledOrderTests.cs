using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data;

public sealed class ShuffledOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(109)]
    public void EveryEpochHoldsEveryIndexOnce(int count)
    {
        ShuffledOrder order = new(count, seed: 7);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            IEnumerable<int> indices = Enumerable.Range(0, count).Select(i => order.At((long)epoch * count + i));
            Assert.Equal(Enumerable.Range(0, count), indices.Order());
        }
    }

    [Fact]
    public void TheOrderDependsOnSeedAndPositionAlone()
    {
        ShuffledOrder forwards = new(50, 3);
        int[] expected = [.. Enumerable.Range(0, 200).Select(i => forwards.At(i))];

        ShuffledOrder backwards = new(50, 3);
        Assert.Equal(expected.Reverse(), Enumerable.Range(0, 200).Reverse().Select(i => backwards.At(i)));
        Assert.NotEqual(expected[..50], expected[50..100]);

        ShuffledOrder other = new(50, 4);
        Assert.NotEqual(expected[..50], Enumerable.Range(0, 50).Select(i => other.At(i)));
    }

    /// <summary>Of lists that are too long to be stored, the same holds.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(1000)]
    [InlineData(ShuffledOrder.LongestInMemory + 1)]
    public void AComputedPermutationHoldsEveryIndexOnce(int count)
    {
        var permutation = new FeistelPermutation(count, 5);
        var seen = new bool[count];
        for (var i = 0; i < count; i++)
            seen[permutation.At(i)] = true;

        Assert.DoesNotContain(false, seen);
    }

    [Fact]
    public void AnEndlessListIsShuffledWithoutBeingStored()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var order = new ShuffledOrder(int.MaxValue, 3);
        int[] first = [.. Enumerable.Range(0, 1000).Select(i => order.At(i))];
        int[] nextEpoch = [.. Enumerable.Range(0, 1000).Select(i => order.At(int.MaxValue + (long)i))];

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(1000, first.Distinct().Count());
        Assert.NotEqual(first, nextEpoch);
        Assert.Equal(first, Enumerable.Range(0, 1000).Select(i => order.At(i)));
        Assert.Equal("1781001844 1490327005 1101630767", string.Join(' ', first.Take(3)));
        Assert.InRange(first.Average(), 0.46 * int.MaxValue, 0.54 * int.MaxValue);
        Assert.InRange(first.Zip(first.Skip(1)).Count(pair => pair.First < pair.Second), 430, 570);
    }

    /// <summary>A checkpoint remembers a position only, so the order may never change between versions.</summary>
    [Fact]
    public void TheOrderIsTheSameForEver()
    {
        ShuffledOrder order = new(10, 42);

        Assert.Equal("3 7 9 2 4 0 8 6 5 1 3 1 9 0 5 4 7 8 6 2", string.Join(' ', Enumerable.Range(0, 20).Select(i => order.At(i))));
    }

    [Fact]
    public void EveryPermutationIsEquallyLikely()
    {
        const int Epochs = 24_000;
        ShuffledOrder order = new(4, 11);
        Dictionary<int, int> seen = [];
        for (long epoch = 0; epoch < Epochs; epoch++)
        {
            int permutation = Enumerable.Range(0, 4).Aggregate(0, (code, i) => code * 4 + order.At(epoch * 4 + i));
            seen[permutation] = seen.GetValueOrDefault(permutation) + 1;
        }

        // χ² with 23 degrees of freedom exceeds 49.7 once in a thousand seeds; this seed is fixed
        double chiSquared = seen.Values.Sum(count => Math.Pow(count - Epochs / 24.0, 2) / (Epochs / 24.0));
        Assert.Equal(24, seen.Count);
        Assert.InRange(chiSquared, 0, 49.7);
    }

    [Fact]
    public void AnEmptyListIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ShuffledOrder(0, 1));
}
