using System.Globalization;
using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data;

public sealed class DataSplitsTests
{
    /// <summary>SHA-256 of "1f347" begins with 18309751, a fraction of 0.094; that of "1f34e" with 598033ae, 0.35 (sha256sum).</summary>
    [Theory]
    [InlineData("1f347", DataSplit.Validation)]
    [InlineData("1f34e", DataSplit.Train)]
    public void ASplitIsFixedByTheNameAlone(string key, DataSplit expected) => Assert.Equal(expected, DataSplits.Of(key, 0.1));

    [Fact]
    public void TheShareIsTheFractionThatWasAsked()
    {
        int validation = Enumerable.Range(0, 20_000).Count(i => DataSplits.Of(i.ToString(CultureInfo.InvariantCulture), 0.25) == DataSplit.Validation);

        // 4 standard deviations of a binomial: 4 · √(20000 · ¼ · ¾) = 245
        Assert.InRange(validation, 5000 - 245, 5000 + 245);
    }

    [Fact]
    public void NothingOrEverythingCanBeValidation()
    {
        Assert.Equal(DataSplit.Train, DataSplits.Of("1f347", 0));
        Assert.Equal(DataSplit.Validation, DataSplits.Of("1f34e", 1));
    }
}
