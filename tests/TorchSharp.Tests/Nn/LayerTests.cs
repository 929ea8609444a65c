using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.Nn;

/// <summary>Each layer against its definition, written another way, and its gradient against finite differences.</summary>
public class LayerTests
{
    [Fact]
    public void LinearIsAMatrixProduct()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var layer = torch.nn.Linear(3, 4);
        var x = torch.randn(2, 5, 3);

        Numbers.Equal((x.unsqueeze(-2) * layer.weight).sum(-1) + layer.bias!, layer.call(x));
    }

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 2)]
    public void Conv2dSumsOverWindows(long stride, long padding, long dilation, long groups)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var layer = torch.nn.Conv2d(4, 6, 3, stride, padding, dilation, groups: groups);
        var x = torch.randn(2, 4, 9, 8);

        Numbers.Equal(Convolve(x, layer.weight, layer.bias!, stride, padding, dilation, groups), layer.call(x), 1e-5);
    }

    [Theory]
    [InlineData(PaddingModes.Reflect)]
    [InlineData(PaddingModes.Replicate)]
    [InlineData(PaddingModes.Circular)]
    public void PaddingModesPadFirst(PaddingModes mode)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var layer = torch.nn.Conv2d(1, 1, (3, 5), padding: (1, 2), padding_mode: mode);
        var x = torch.randn(1, 1, 6, 7);

        var expected = F.conv2d(F.pad(x, (2, 2, 1, 1), mode), layer.weight, layer.bias);

        Numbers.Equal(expected, layer.call(x));
        Assert.Equal([1, 1, 6, 7], expected.shape);
    }

    [Theory]
    [InlineData(PaddingModes.Zeros)]
    [InlineData(PaddingModes.Reflect)]
    public void SamePaddingKeepsTheSizeOfAnOblongKernel(PaddingModes mode)
    {
        using var scope = torch.NewDisposeScope();
        var layer = torch.nn.Conv2d(1, 1, (2, 5), Padding.Same, dilation: (1, 2), padding_mode: mode);

        Assert.Equal([1, 1, 6, 9], layer.call(torch.ones(1, 1, 6, 9)).shape);
        Assert.Throws<ArgumentException>(() => torch.nn.Conv2d(1, 1, 3, Padding.Same, stride: 2));
    }

    [Fact]
    public void SamePaddingPutsTheOddOneAtTheEnd()
    {
        using var scope = torch.NewDisposeScope();
        var layer = torch.nn.Conv1d(1, 1, 2, Padding.Same, bias: false);
        torch.nn.init.ones_(layer.weight);

        Numbers.Equal([3, 5, 3], layer.call(torch.tensor(new float[] { 1, 2, 3 }, [1, 1, 3])));
    }

    [Fact]
    public void ConvolutionsRefuseOtherChannels()
    {
        using var layer = torch.nn.Conv2d(3, 4, 1);
        using var x = torch.ones(1, 2, 4, 4);
        using var flat = torch.ones(3, 4);

        Assert.Throws<ArgumentException>(() => layer.call(x));
        Assert.Throws<ArgumentException>(() => layer.call(flat));
        Assert.Throws<ArgumentException>(() => torch.nn.Conv2d(3, 4, 1, groups: 2));
    }

    [Fact]
    public void GroupNormHasMeanZeroAndVarianceOneInEachGroup()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var layer = torch.nn.GroupNorm(2, 6);
        var x = torch.randn(3, 6, 4, 5) * 3 + 7;
        torch.nn.init.uniform_(layer.weight!);
        torch.nn.init.uniform_(layer.bias!);

        var groups = x.reshape(3, 2, -1);
        var normalized = ((groups - groups.mean([-1], true)) / (groups.var(-1, false, true) + 1e-5).sqrt()).reshape(x.shape);
        var expected = normalized * layer.weight!.reshape(6, 1, 1) + layer.bias!.reshape(6, 1, 1);

        Numbers.Equal(expected, layer.call(x), 1e-5);
    }

    [Fact]
    public void LayerNormNormalizesTheLastDimensions()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var layer = torch.nn.LayerNorm([4, 5]);
        var x = torch.randn(3, 4, 5) * 2 - 1;

        var flat = x.reshape(3, -1);
        var expected = ((flat - flat.mean([-1], true)) / (flat.var(-1, false, true) + 1e-5).sqrt()).reshape(x.shape);

        Numbers.Equal(expected, layer.call(x), 1e-5);
    }

    [Fact]
    public void EmbeddingLooksUpAndPaddingLearnsNothing()
    {
        using var scope = torch.NewDisposeScope();
        var layer = torch.nn.Embedding(4, 2, padding_idx: -4);
        var y = layer.call(torch.tensor(new long[] { 0, 2, 2 }));

        y.sum().backward();

        Numbers.Equal(layer.weight!.index_select(0, torch.tensor(new long[] { 0, 2, 2 })), y, 0);
        Numbers.Equal([0, 0, 0, 0, 2, 2, 0, 0], layer.weight!.grad!);
    }

    [Fact]
    public void EmbeddingsAreClippedToTheirLargestNorm()
    {
        using var scope = torch.NewDisposeScope();
        var layer = torch.nn.Embedding_from_pretrained(torch.tensor(new float[] { 3, 4, 0, 1 }, [2, 2]), max_norm: 1);

        Numbers.Equal([0.6, 0.8, 0, 1], layer.call(torch.tensor(new long[] { 0, 1 })), 1e-5);
        Assert.False(layer.weight!.requires_grad);
    }

    [Fact]
    public void EmbeddingsOutsideTheTableAreRefused()
    {
        using var scope = torch.NewDisposeScope();
        var layer = torch.nn.Embedding(4, 2);

        Assert.ThrowsAny<Exception>(() => layer.call(torch.tensor(new long[] { 4 })));
        Assert.Throws<ArgumentOutOfRangeException>(() => torch.nn.Embedding(4, 2, padding_idx: 4));
    }

    [Fact]
    public void Activations()
    {
        using var scope = torch.NewDisposeScope();
        double[] numbers = [-2, -0.5, 0, 1, 3];
        var x = torch.tensor(numbers);

        Numbers.Equal([.. numbers.Select(v => Math.Max(v, 0))], torch.nn.ReLU().call(x));
        Numbers.Equal([.. numbers.Select(v => v / (1 + Math.Exp(-v)))], torch.nn.SiLU().call(x));
        Numbers.Equal([.. numbers.Select(v => 1 / (1 + Math.Exp(-v)))], torch.nn.Sigmoid().call(x));
        Numbers.Equal([.. numbers.Select(Math.Tanh)], torch.nn.Tanh().call(x));
        Numbers.Equal([-0.045500264, -0.154268770, 0, 0.841344746, 2.995950306], torch.nn.GELU().call(x), 1e-8);
        Numbers.Equal(
            [.. numbers.Select(v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))))],
            torch.nn.GELU(Modules.GELU.Approximate.tanh).call(x));
        Numbers.Equal([.. numbers.Select(v => Math.Exp(v) / numbers.Sum(Math.Exp))], torch.nn.Softmax(0).call(x));
        Numbers.Equal(torch.nn.Softmax(0).call(x).log(), torch.nn.LogSoftmax(0).call(x));
    }

    [Theory]
    [InlineData("silu")]
    [InlineData("relu")]
    [InlineData("gelu")]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("dropout")]
    public void InPlaceWritesToTheInputAndReturnsAnotherHandle(string name)
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { -1.0, 2.0 });

        var y = name switch
        {
            "silu" => F.silu(x, inplace: true),
            "relu" => F.relu(x, inplace: true),
            "gelu" => F.gelu(x, inplace: true),
            "sigmoid" => F.sigmoid(x, inplace: true),
            "tanh" => F.tanh(x, inplace: true),
            _ => F.dropout(x, p: 1, inplace: true),
        };

        Assert.NotSame(x, y);
        Numbers.Equal(x, y, 0);
        Assert.NotEqual([-1, 2], Numbers.Of(x));
        y.Dispose();
        Assert.Equal(2, Numbers.Of(x).Length);
    }

    [Fact]
    public void GradientsFlowThroughWhatWasDoneInPlace()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { -1.0, 2.0 }, requires_grad: true);

        F.relu(x * 3, inplace: true).sum().backward();

        Numbers.Equal([0, 3], x.grad!);
    }

    [Fact]
    public void AnEmptyLayerIsStillALayer()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = torch.nn.Linear(0, 2);

        Numbers.Equal([0, 0], layer.call(torch.ones(1, 0)));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("conv2d")]
    [InlineData("group_norm")]
    [InlineData("layer_norm")]
    [InlineData("attention")]
    public void GradientsAreFiniteDifferences(string name)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        var x = torch.randn(2, 4, 3, 3, dtype: ScalarType.Float64);
        Func<Tensor, Tensor> layer = name switch
        {
            "linear" => torch.nn.Linear(3, 2, dtype: ScalarType.Float64).call,
            "conv2d" => torch.nn.Conv2d(4, 2, 2, dtype: ScalarType.Float64).call,
            "group_norm" => torch.nn.GroupNorm(2, 4, dtype: ScalarType.Float64).call,
            "layer_norm" => torch.nn.LayerNorm(3, dtype: ScalarType.Float64).call,
            _ => input => F.scaled_dot_product_attention(input, input, input),
        };

        x.requires_grad = true;
        layer(x).pow(3).sum().backward();
        var gradient = Numbers.Of(x.grad!);

        const double Step = 1e-5;
        for (var i = 0; i < 6; i++)
        {
            var up = x.detach().clone();
            var down = x.detach().clone();
            up.view(-1)[i] += Step;
            down.view(-1)[i] -= Step;
            var difference = (layer(up).pow(3).sum() - layer(down).pow(3).sum()).item<double>() / (2 * Step);
            Assert.Equal(difference, gradient[i], 1e-5 * Math.Max(1, Math.Abs(difference)));
        }
    }

    private static Tensor Convolve(Tensor x, Tensor weight, Tensor bias, long stride, long padding, long dilation, long groups)
    {
        var (height, width) = (weight.shape[2], weight.shape[3]);
        var padded = F.pad(x, (padding, padding, padding, padding));
        var rows = (padded.shape[2] - dilation * (height - 1) - 1) / stride + 1;
        var columns = (padded.shape[3] - dilation * (width - 1) - 1) / stride + 1;
        var perGroup = weight.shape[0] / groups;
        var outputs = new List<Tensor>();
        for (long o = 0; o < weight.shape[0]; o++)
        {
            var channels = padded.narrow(1, o / perGroup * weight.shape[1], weight.shape[1]);
            var sum = bias[o] * torch.ones(x.shape[0], rows, columns);
            for (long i = 0; i < height; i++)
            {
                for (long j = 0; j < width; j++)
                {
                    var window = channels
                        .slice(2, i * dilation, i * dilation + (rows - 1) * stride + 1, stride)
                        .slice(3, j * dilation, j * dilation + (columns - 1) * stride + 1, stride);
                    sum += (window * weight[o, TensorIndex.Colon, i, j].reshape(1, -1, 1, 1)).sum(1);
                }
            }

            outputs.Add(sum);
        }

        return torch.stack(outputs, 1);
    }
}
