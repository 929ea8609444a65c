using MinImagen.Cli.Overfit;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Overfit;

public sealed class PeakSignalToNoiseTests
{
    [Theory]
    [InlineData(0.1f, 20)]
    [InlineData(0.01f, 40)]
    [InlineData(1f, 0)]
    public void A_difference_of_a_tenth_everywhere_is_twenty_decibels(float difference, double expected)
    {
        using var scope = NewDisposeScope();
        var picture = zeros(3, 4, 4);

        Assert.Equal(expected, PeakSignalToNoise.Of(picture + difference, picture), 1e-4);
    }

    [Fact]
    public void It_is_ten_times_the_logarithm_of_the_mean_of_squares_over_all_pixels()
    {
        using var scope = NewDisposeScope();
        var one = tensor(new[] { 0.5f, 0.25f, 1f, 0f }).reshape(1, 2, 2);
        var other = tensor(new[] { 0.5f, 0.75f, 1f, 0.25f }).reshape(1, 2, 2);

        Assert.Equal(10 * Math.Log10(4 / (0.25 + 0.0625)), PeakSignalToNoise.Of(one, other), 1e-5);
    }

    [Fact]
    public void Equal_pictures_get_the_highest_that_is_told() =>
        Assert.Equal(PeakSignalToNoise.Highest, PeakSignalToNoise.Of(ones(3, 2, 2), ones(3, 2, 2)));
}
