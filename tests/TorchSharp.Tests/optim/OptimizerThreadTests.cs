using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.optim;

/// <summary>How many threads there are changes no weight, and a step leaves their number as it was.</summary>
public class OptimizerThreadTests
{
    [Theory]
    [InlineData(1 << 16)]
    [InlineData((1 << 23) + 5)]
    public void Adam_steps_alike_on_one_thread_and_on_two(int size)
    {
        using var scope = NewDisposeScope();
        var before = get_num_threads();
        try
        {
            var (alone, together) = (AfterTwoSteps(size, 1), AfterTwoSteps(size, 2));
            Assert.Equal(2, get_num_threads());
            Assert.True(alone.equal(together).all().item<bool>());
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static Tensor AfterTwoSteps(int size, int threads)
    {
        set_num_threads(threads);
        manual_seed(5);
        var weight = new Parameter(randn(size));
        using var adam = torch.optim.Adam([weight], 0.1);
        for (var step = 0; step < 2; step++)
        {
            weight.grad = randn(size);
            adam.step();
        }

        return weight.detach();
    }
}
