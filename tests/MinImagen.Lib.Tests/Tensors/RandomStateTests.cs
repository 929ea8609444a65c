using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Tensors;

/// <summary>A damaged state is refused before TorchSharp sees it, which would end the process.</summary>
public sealed class RandomStateTests
{
    [Fact]
    public void TheSameNumbersComeAgain()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        _ = randn(5);
        var state = get_rng_state();
        var first = randn(7);

        RandomState.Restore(state, "a file");

        Assert.True(first.eq(randn(7)).all().item<bool>());
    }

    [Theory]
    [InlineData(9, 255)]
    [InlineData(11, 128)]
    [InlineData(12, 0)]
    [InlineData(17, 255)]
    [InlineData(23, 255)]
    public void ADamagedOneIsRefused(int at, byte value)
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state().clone();
        state[at] = tensor(value);

        Assert.Contains("a file", Assert.Throws<InvalidDataException>(() => RandomState.Restore(state, "a file")).Message);
    }

    [Fact]
    public void AnotherShapeOrTypeIsRefused()
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state();

        Assert.All(
            [zeros(3, dtype: ScalarType.Byte), state.narrow(0, 0, state.numel() - 1), state.view(1, -1), state.to(int64)],
            wrong => Assert.Throws<InvalidDataException>(() => RandomState.Restore(wrong, "a file")));
    }
}
