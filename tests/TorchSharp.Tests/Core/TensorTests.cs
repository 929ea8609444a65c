using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Core;

public class TensorTests
{
    [Fact]
    public void CreationTakesTheShapeTypeAndElementsGiven()
    {
        Assert.Equal([2, 3], zeros(2, 3).shape);
        Assert.Equal(ScalarType.Int32, ones([4], int32).dtype);
        Assert.Equal(ScalarType.Int64, full([2], 7).dtype);
        Assert.Equal(ScalarType.Float32, full([2], 0.5).dtype);
        Assert.Equal([0L, 2, 4], arange(0, 6, 2).data<long>().ToArray());
        Assert.Equal([0f, 0.5f, 1f], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal([1, 2, 3, 4], tensor(new[,] { { 1, 2 }, { 3, 4 } }).data<int>().ToArray());
        Assert.Equal([2, 2], tensor(new float[4], [2, 2]).shape);
        Assert.Equal(0, tensor(Array.Empty<float>()).NumberOfElements);
        Assert.Throws<ArgumentException>(() => tensor(new float[3], [2, 2]));
        Assert.Equal(1, eye(3)[2, 2].item<float>());
    }

    /// <summary>Recorded from PyTorch 1.13: torch.manual_seed(7), then randn(3), rand(2), randint(0, 100, (4,)), randperm(5).</summary>
    [Fact]
    public void TheSameSeedDrawsPyTorchsNumbers()
    {
        using var generator = manual_seed(7);
        Assert.Equal([-0.1467950940132141f, 0.7861412763595581f, 0.9468216300010681f], randn(3).data<float>().ToArray());
        Assert.Equal([0.36531615257263184f, 0.8512683510780334f], rand(2).data<float>().ToArray());
        Assert.Equal([58L, 31, 8, 17], randint(0, 100, (long[])[4]).data<long>().ToArray());
        Assert.Equal([2L, 3, 0, 1, 4], randperm(5).data<long>().ToArray());
    }

    [Fact]
    public void ARandomStateIsTakenUpWhereItWasLeft()
    {
        manual_seed(1).Dispose();
        _ = randn(5);
        var state = get_rng_state();
        var expected = randn(7);
        set_rng_state(state);
        Assert.True(randn(7).equal(expected).item<bool>());
        Assert.Throws<ExternalException>(() => set_rng_state(zeros(3)));

        using var own = new Generator(5);
        using var same = new Generator(5);
        Assert.True(randn(3, generator: own).equal(randn(3, generator: same)).item<bool>());
        Assert.Equal(5, own.initial_seed());
    }

    [Fact]
    public void OperatorsOnNumbersAndTensors()
    {
        var x = tensor(new[] { 1f, -2f, 4f });
        Assert.Equal([3f, 6f, 0f], (4 - x).data<float>().ToArray());
        Assert.Equal([4f, -2f, 10f], (x * 2 + 2).data<float>().ToArray());
        Assert.Equal([0.5f, -1f, 2f], (x / 2).data<float>().ToArray());
        Assert.Equal([4f, -2f, 1f], (4 / x).data<float>().ToArray());
        Assert.Equal([true, false, true], (x > 0).data<bool>().ToArray());
        Assert.Equal([true, false, true], (0 < x).data<bool>().ToArray());
        Assert.Equal([false, true, false], (~(x > 0)).data<bool>().ToArray());
        Assert.Equal([1f, 0f, 0f], (x % 2).abs().data<float>().ToArray());
        Assert.Equal([1f, -1f, 1f], x.clamp(-1, 1).data<float>().ToArray());
        Assert.Equal(3f, (float)x.sum());
    }

    [Fact]
    public void DataIsReadInRowMajorOrderWhateverTheStrides()
    {
        var x = arange(6, ScalarType.Float32).reshape(2, 3).t();
        Assert.False(x.is_contiguous());
        Assert.Equal([0, 3, 1, 4, 2, 5], x.data<float>().ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], x.data<float>().ToList());
        Assert.Equal(4, x.data<float>()[1, 1]);
        Assert.Equal(4, ((float[,])x.data<float>().ToNDArray())[1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.data<float>()[3, 0]);
        Assert.Throws<ArgumentException>(() => x.data<int>());
        Assert.Throws<InvalidOperationException>(() => x.bytes.Length);

        x.data<float>().CopyFrom([9, 8, 7, 6, 5, 4]);
        Assert.Equal([9, 7, 5, 8, 6, 4], x.t().data<float>().ToArray());
    }

    [Fact]
    public void BytesAreTheMemory()
    {
        var x = zeros(2, dtype: ScalarType.Int32);
        x.bytes = new byte[] { 1, 0, 0, 0, 0, 1, 0, 0 };
        Assert.Equal([1, 256], x.data<int>().ToArray());
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[3]);
    }

    [Fact]
    public void QuantileAlongNoDimensionIsOverAll()
    {
        var x = arange(12, ScalarType.Float32).reshape(3, 4);
        Assert.Equal(5.5f, x.quantile(tensor(0.5f)).item<float>());
        Assert.Equal([1.5f, 5.5f, 9.5f], x.quantile(tensor(0.5f), 1).data<float>().ToArray());
    }

    [Fact]
    public void EqualsComparesElementsAsTorchSharpDoes()
    {
        Assert.True(ones(2).Equals(ones(2)));
        Assert.True(ones(2).Equals((object)ones(2)));
        Assert.False(ones(2).Equals(ones(3)));
        Assert.False(ones(2).Equals(zeros(2)));
        Assert.False(ones(2).Equals(null!));
    }

    [Fact]
    public void LibTorchsComplaintsArriveAsExceptions()
    {
        var e = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", e.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => ones(2).add((Tensor)null!));
        Assert.Throws<ExternalException>(() => zeros(-1));
        Assert.Throws<ExternalException>(() => ones(2).sum(5));
        Assert.Throws<ArgumentException>(() => new Device("gpu"));
        Assert.Throws<ArgumentNullException>(() => cat((Tensor[])[ones(1), null!]));
    }

    [Fact]
    public void ToStringTellsTheShape()
    {
        Assert.Equal("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());
        Assert.Equal("[[0 1 2]\n [3 4 5]]", arange(6).reshape(2, 3).npstr());
        Assert.Equal("[0 1 2 ... 7 8 9]", arange(10).npstr());
    }

}
