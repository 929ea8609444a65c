using static TorchSharp.torch;

namespace TorchSharp.Tests.Core;

/// <summary>Subscripts against the same elements picked by hand; values are 0, 1, 2, … in row-major order.</summary>
public class IndexingTests
{
    private static Tensor Counting(params long[] shape) => arange(shape.TotalSize()).reshape(shape);

    private static void Equal(long[] shape, long[] values, Tensor actual)
    {
        Assert.Equal(shape, actual.shape);
        Assert.Equal(values, actual.data<long>().ToArray());
    }

    [Fact]
    public void NumbersAndRangesMakeViews()
    {
        var x = Counting(3, 4);
        Equal([4], [4, 5, 6, 7], x[1]);
        Equal([], [11], x[-1, -1]);
        Equal([2, 2], [5, 6, 9, 10], x[1.., 1..3]);
        Equal([3], [3, 7, 11], x[.., -1]);
        Equal([3, 2], [0, 2, 4, 6, 8, 10], x[TensorIndex.Colon, TensorIndex.Slice(step: 2)]);
        Equal([3, 2], [2, 3, 6, 7, 10, 11], x[.., ^2..]);

        x[0].fill_(-1);
        Assert.Equal(-1, x[0, 3].item<long>());
    }

    [Fact]
    public void NullAndEllipsis()
    {
        var x = Counting(2, 3, 4);
        Equal([2, 3], [1, 5, 9, 13, 17, 21], x[TensorIndex.Ellipsis, 1]);
        Assert.Equal([2, 1, 3, 4], x[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([2, 3, 4, 1], x[TensorIndex.Ellipsis, TensorIndex.None].shape);
        Equal([2], [0, 12], x[TensorIndex.Colon, 0, 0]);
    }

    [Fact]
    public void PositionsAndMasksPick()
    {
        var x = Counting(3, 4);
        Equal([2, 4], [8, 9, 10, 11, 0, 1, 2, 3], x[tensor(new long[] { 2, 0 })]);
        Equal([3, 2], [3, 0, 7, 4, 11, 8], x[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 3, 0 }))]);
        Equal([3], [9, 10, 11], x[x > 8]);
        Equal([2, 4], [0, 1, 2, 3, 8, 9, 10, 11], x[tensor(new[] { true, false, true })]);

        // A mask over two dimensions followed by a slice and a position.
        var y = Counting(2, 2, 3);
        Equal([2], [2, 8], y[TensorIndex.Tensor(tensor(new[,] { { true, false }, { true, false } })), TensorIndex.Single(2)]);
    }

    [Fact]
    public void Assignment()
    {
        var x = zeros(3, 4);
        x[1] = tensor(2f);
        x[.., 0] = tensor(new[] { 1f, 3f, 5f });
        x[x > 4] = tensor(9f);
        x[TensorIndex.Single(2), TensorIndex.Tensor(tensor(new long[] { 1, 3 }))] = tensor(new[] { 7f, 8f });
        Assert.Equal([1, 0, 0, 0, 3, 2, 2, 2, 9, 7, 0, 8], x.data<float>().ToArray());

        x.index_put_(1, TensorIndex.Single(0));
        Assert.Equal(4, x[0].sum().item<float>());
    }

    [Fact]
    public void WrongSubscriptsThrow()
    {
        var x = zeros(2, 3);
        Assert.ThrowsAny<Exception>(() => x[2]);
        Assert.ThrowsAny<Exception>(() => x[0, 0, 0]);
        Assert.ThrowsAny<Exception>(() => x[tensor(new long[] { 5 })]);
        Assert.ThrowsAny<Exception>(() => x[zeros(3, dtype: ScalarType.Bool)]);
        Assert.ThrowsAny<Exception>(() => x[0] = zeros(4));
    }

    [Fact]
    public void ReadingSubscriptsLeavesNothingAlive()
    {
        var x = Counting(3, 4);
        var mask = x > 3;
        var before = LiveTensors.Count();
        for (var i = 0; i < 10; i++)
        {
            x[1, 2].Dispose();
            x[.., 1..].Dispose();
            x[mask].Dispose();
        }

        Assert.Equal(before, LiveTensors.Count());
    }
}
