using MinImagen.Cli.Training;
using MinImagen.Lib.Training;

namespace MinImagen.Cli.Tests.Training;

public sealed class TrainViewTests
{
    [Fact]
    public void A_line_says_losses_smoothed_rate_speed_and_what_was_skipped()
    {
        var view = new TrainView([1, 2], 10, stepsTaken: 0);
        var first = new TrainingProgress(9, 10, new Dictionary<int, double> { [1] = 1, [2] = 3 }, new Dictionary<int, double>(), 0.00025) { ImagesPerSecond = 12.34, Skipped = 2 };

        Assert.StartsWith("step 9 of 10: loss 1.0000 3.0000, learning rate 0.00025, 12.3 images/s, 2 batches skipped, about 0:00:0", view.Line(first));

        // 0.95 · 1 + 0.05 · 2; what was skipped keeps its mean
        var last = first with { Step = 10, Losses = new Dictionary<int, double> { [1] = 2 }, ValidationLosses = new Dictionary<int, double> { [2] = 0.5, [1] = 0.25 } };
        Assert.Equal("step 10 of 10: loss 1.0500 3.0000, validation 0.2500 0.5000, learning rate 0.00025, 12.3 images/s, 2 batches skipped", view.Line(last));
    }
}
