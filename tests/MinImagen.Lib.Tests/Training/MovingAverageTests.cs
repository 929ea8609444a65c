using MinImagen.Lib.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace MinImagen.Lib.Tests.Training;

public sealed class MovingAverageTests
{
    [Fact]
    public void ItIsTheRecurrenceWithAShortMemoryAtFirst()
    {
        using Linear model = torch.nn.Linear(1, 1, hasBias: false);
        Set(model, 1);
        using MovingAverage average = new(model, 0.5);

        double expected = 1;
        for (int step = 1; step <= 30; step++)
        {
            Set(model, step * step);
            average.Update(step);

            // d = min(½, (1 + s) / (10 + s)): a half from the eighth step on
            double decay = Math.Min(0.5, (1.0 + step) / (10.0 + step));
            expected = decay * expected + (1 - decay) * step * step;
            Assert.Equal(expected, average.Weights["weight"].item<float>(), 1e-3 * expected);
        }
    }

    [Fact]
    public void SwappingTwiceIsNothing()
    {
        using Linear model = torch.nn.Linear(1, 1, hasBias: false);
        Set(model, 1);
        using MovingAverage average = new(model, 0.9);
        Set(model, 5);

        average.Swap();
        Assert.Equal((1f, 5f), (model.weight!.item<float>(), average.Weights["weight"].item<float>()));
        average.Swap();
        Assert.Equal((5f, 1f), (model.weight!.item<float>(), average.Weights["weight"].item<float>()));
    }

    private static void Set(Linear model, float value)
    {
        using (torch.no_grad())
            model.weight!.fill_(value);
    }
}
