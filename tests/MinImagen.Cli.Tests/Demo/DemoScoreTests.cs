using MinImagen.Cli.Demo;
using MinImagen.Lib.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Demo;

public sealed class DemoScoreTests
{
    [Fact]
    public void A_picture_is_taken_for_the_emoji_that_it_is_and_noise_for_none_that_was_asked()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageFolder emoji = ImageFolder.Load(Path.Combine(CommandLine.Repository, "data", "emoji-sample"), new ImageFolderOptions { Side = 16 });
        using DemoScore score = new(emoji);
        int[] learnt = [.. DemoRecipe.Captions.Select(caption => Enumerable.Range(0, emoji.Count).Single(index => emoji.GetCaption(index) == caption))];
        Tensor pictures = torch.stack(learnt.Select(emoji.GetImage).ToArray());
        torch.manual_seed(1);

        Tensor blurred = (pictures + torch.randn_like(pictures) * 0.1f).clamp(0, 1);
        Assert.All(score.Recognize(blurred, DemoRecipe.Captions), picture => Assert.True(picture.IsRight));

        IReadOnlyList<Recognition> swapped = score.Recognize(blurred.roll(1, 0), DemoRecipe.Captions);
        Assert.All(swapped, picture => Assert.False(picture.IsRight));
        Assert.Equal(DemoRecipe.Captions[^1], swapped[0].Nearest);

        // mean of (x − y)² by hand
        float expected = (blurred[0] - pictures[0]).pow(2).mean().item<float>();
        Assert.Equal(expected, score.Recognize(blurred, DemoRecipe.Captions)[0].DistanceToCaption, 1e-6);
    }

    [Theory]
    [InlineData(16, 8, true)]
    [InlineData(15, 7, true)]
    [InlineData(14, 8, false)]
    [InlineData(16, 6, false)]
    public void Fifteen_of_sixteen_and_seven_of_eight_are_enough(int right, int swapped, bool passed)
    {
        IEnumerable<Recognition> Round(int count, int hits) => Enumerable.Range(0, count).Select(i => new Recognition("a", i < hits ? "a" : "b", 0, 0));

        DemoReport report = new([.. Round(16, right), .. Round(8, swapped)], 8, 0, 0, "", "");

        Assert.Equal((right, swapped, passed), (report.Right, report.SwappedRight, report.Passed));
    }
}
