using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Tests.Notebooks;

public sealed class NumberToleranceTests
{
    [Theory]
    [InlineData("mean 0.4183", "mean 0.4184")]
    [InlineData("0.98", "0.98")]
    [InlineData("loss 0.335", "loss 0.336")]
    [InlineData("4", "3.9999998")]
    [InlineData("1.2E-08 off", "-7.5E-07 off")]
    [InlineData("-0.00", "0.00")]
    [InlineData("1.0005e3", "1000.5")]
    [InlineData("asked  2.569E-09   0.9998", "asked   4.77E-09   0.9998")]
    [InlineData("(1.25, -3.5)", "(1.2501, -3.501)")]
    public void Rounding_is_forgiven(string committed, string given)
    {
        Assert.Null(NumberTolerance.FirstDifference(committed, given));
        Assert.Null(NumberTolerance.FirstDifference(given, committed));
    }

    [Theory]
    [InlineData("mean 0.02", "mean 0.03")]
    [InlineData("0.335", "0.337")]
    [InlineData("0.1", "-0.1")]
    [InlineData("0.0001", "0.0002")]
    [InlineData("shape (4, 3, 64)", "shape (4, 3, 65)")]
    [InlineData("1000000", "1000001")]
    [InlineData("100", "100.9")]
    [InlineData("float32", "float64")]
    [InlineData("64x64", "64x63")]
    [InlineData("1.13.1", "1.13.0")]
    [InlineData("0.5", "NaN")]
    [InlineData("a 0.5", "b 0.5")]
    [InlineData("0.5", "0.5 0.5")]
    [InlineData("a b 0.5", "ab 0.5")]
    [InlineData("Right", "Not yet")]
    public void Everything_else_is_a_difference(string committed, string given)
    {
        Assert.NotNull(NumberTolerance.FirstDifference(committed, given));
        Assert.NotNull(NumberTolerance.FirstDifference(given, committed));
    }

    [Fact]
    public void The_place_of_the_difference_is_told() =>
        Assert.Equal((14, 18), NumberTolerance.FirstDifference("1.5 and then, 2.5", "1.50002 and then, 3.5"));
}
