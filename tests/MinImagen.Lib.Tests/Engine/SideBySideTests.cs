using MinImagen.Lib.Engine;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Engine;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void GivesWhatEachGivesInOrderAndLeavesTheThreadsAsTheyWere(int threads)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            using var noGrad = no_grad();
            var results = SideBySide.Run(CPU, () => full(new[] { 1L }, is_grad_enabled() ? 1f : 0f), () => full(new[] { 1L }, is_grad_enabled() ? 1f : 2f));
            Assert.Equal(new[] { 0f, 2f }, results.Select(result => result.item<float>()));
            Assert.Equal(threads, get_num_threads());
            Array.ForEach(results, result => result.Dispose());
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AFailureOfEitherReachesTheCaller(int threads)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            Tensor Fail() => throw new InvalidDataException("this one");
            Assert.Throws<InvalidDataException>(() => SideBySide.Run(CPU, Fail, () => zeros(1)));
            Assert.Throws<InvalidDataException>(() => SideBySide.Run(CPU, () => zeros(1), Fail));
            Assert.Equal(threads, get_num_threads());
        }
        finally
        {
            set_num_threads(before);
        }
    }

    /// <summary>Another device has no use for the CPU's threads: its works are done in turn, on the caller's.</summary>
    [Fact]
    public void OnlyTheCpusThreadsAreSharedOut()
    {
        using var two = new ThreadCount(2);
        Assert.True(SideBySide.Pays(2, CPU));
        Assert.False(SideBySide.Pays(2, META));

        var threads = new List<int>();
        Tensor Note()
        {
            threads.Add(Environment.CurrentManagedThreadId);
            Assert.Equal(2, get_num_threads());
            return zeros(new[] { 1L }, device: META);
        }

        Array.ForEach(SideBySide.Run(META, Note, Note), result => result.Dispose());
        Assert.Equal([Environment.CurrentManagedThreadId, Environment.CurrentManagedThreadId], threads);
    }
}
