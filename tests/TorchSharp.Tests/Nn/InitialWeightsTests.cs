using static TorchSharp.torch;

namespace TorchSharp.Tests.Nn;

/// <summary>The same seed gives the same layers as PyTorch 1.13 on a CPU, whose numbers these are.</summary>
public class InitialWeightsTests
{
    [Fact]
    public void LinearDrawsItsWeightThenItsBias()
    {
        torch.manual_seed(7);
        using var layer = torch.nn.Linear(3, 2);

        Numbers.Equal([0.0403250754, -0.347792119, 0.183841825, 0.181161284, -0.308580369, -0.0865316316], layer.weight);
        Numbers.Equal([-0.338227928, 0.149806648], layer.bias!);
    }

    [Fact]
    public void ALargerLinearTakesTheVectorizedPathOfTheGenerator()
    {
        torch.manual_seed(7);
        using var layer = torch.nn.Linear(20, 33);

        Numbers.StartWith([0.0156178344, -0.134699315, 0.0712016374, 0.0701634586], -2.43982783, layer.weight);
        Numbers.StartWith([0.0456666201, -0.146324426, -0.1245085, 0.018141279], 0.267791971, layer.bias!);
    }

    [Fact]
    public void Conv2d()
    {
        torch.manual_seed(8);
        using var layer = torch.nn.Conv2d(2, 3, 3);

        Assert.Equal([3, 2, 3, 3], layer.weight.shape);
        Numbers.StartWith([0.0461633578, 0.162774161, 0.210439801, -0.095916532], 0.150019888, layer.weight);
        Numbers.Equal([-0.0409548804, -0.00532199489, -0.0291457251], layer.bias!);
    }

    [Fact]
    public void GroupedConv2dWithAnOblongKernel()
    {
        torch.manual_seed(8);
        using var layer = torch.nn.Conv2d(4, 6, (3, 1), groups: 2);

        Assert.Equal([6, 2, 3, 1], layer.weight.shape);
        Numbers.StartWith([0.079957284, 0.281933129, 0.364492446, -0.166132316], -1.44508, layer.weight);
        Numbers.StartWith([-0.0439634733, 0.224995434, -0.397575349], 0.228910092, layer.bias!);
    }

    [Fact]
    public void Conv1d()
    {
        torch.manual_seed(9);
        using var layer = torch.nn.Conv1d(2, 2, 2);

        Numbers.StartWith([0.155784488, -0.197977304, -0.0201035738, 0.277373612], 1.27785945, layer.weight);
        Numbers.Equal([-0.119560421, -0.0895652175], layer.bias!);
    }

    [Fact]
    public void EmbeddingWithAPaddingRow()
    {
        torch.manual_seed(10);
        using var layer = torch.nn.Embedding(4, 3, padding_idx: 1);

        Numbers.StartWith([-0.601392806, -1.01220977, -0.30226925, 0, 0, 0, -0.869180143], -4.81407383, layer.weight!);
    }

    [Fact]
    public void EmbeddingOfMoreThanSixteenNumbers()
    {
        torch.manual_seed(10);
        using var layer = torch.nn.Embedding(20, 3);

        Numbers.StartWith([-0.817333996, -0.555568516, -0.826689541, -1.29695439], 0.36455825, layer.weight!);
    }

    [Fact]
    public void NormsAreOnesAndZerosAndDrawNothing()
    {
        torch.manual_seed(11);
        using var group = torch.nn.GroupNorm(2, 4);
        using var layer = torch.nn.LayerNorm(4);
        using var next = torch.rand(2);

        Numbers.Equal([1, 1, 1, 1], group.weight!);
        Numbers.Equal([0, 0, 0, 0], group.bias!);
        Numbers.Equal([1, 1, 1, 1], layer.weight!);
        Numbers.Equal([0, 0, 0, 0], layer.bias!);
        Numbers.Equal([0.149041712, 0.486553133], next);
    }

    [Fact]
    public void WithoutBiasThereIsNone()
    {
        using var linear = torch.nn.Linear(3, 2, hasBias: false);
        using var convolution = torch.nn.Conv2d(2, 3, 3, bias: false);
        using var norm = torch.nn.LayerNorm(4, bias: false);
        using var plain = torch.nn.GroupNorm(2, 4, affine: false);

        Assert.Equal(["weight"], linear.state_dict().Keys);
        Assert.Equal(["weight"], convolution.state_dict().Keys);
        Assert.Equal(["weight"], norm.state_dict().Keys);
        Assert.Empty(plain.state_dict());
    }

    [Fact]
    public void LayersAreMadeInTheTypeAskedFor()
    {
        using var linear = torch.nn.Linear(3, 2, dtype: ScalarType.Float64);
        using var norm = torch.nn.GroupNorm(1, 2, dtype: ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, linear.weight.dtype);
        Assert.Equal(ScalarType.Float64, linear.bias!.dtype);
        Assert.Equal(ScalarType.Float64, norm.bias!.dtype);
    }
}
