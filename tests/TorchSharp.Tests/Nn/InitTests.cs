using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace TorchSharp.Tests.Nn;

public class InitTests
{
    public static TheoryData<string, double[], double> Recorded => new()
    {
        { "kaiming_normal_", [-0.123445466, -0.795567095, -0.0315336511, 0.260700047], -1.39453411 },
        { "kaiming_uniform_", [-0.0840482339, -0.654585004, -0.115809433, 0.21338056], -1.22194566 },
        { "xavier_uniform_", [-0.106313542, -0.827991784, -0.146488622, 0.269907445], -1.54565245 },
        { "xavier_normal_", [-0.0956204534, -0.616243601, -0.0244258605, 0.201937392], -1.0802015 },
        { "trunc_normal_", [-0.00721263885, -0.473402679, -0.03222996, 0.223793864], -0.393088281 },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void DrawsWhatPyTorchDraws(string name, double[] first, double sum)
    {
        torch.manual_seed(12);
        using var tensor = torch.empty(3, 2, 2);

        var result = name switch
        {
            "kaiming_normal_" => kaiming_normal_(tensor, mode: FanInOut.FanOut, nonlinearity: NonlinearityType.ReLU),
            "kaiming_uniform_" => kaiming_uniform_(tensor),
            "xavier_uniform_" => xavier_uniform_(tensor, gain: 2),
            "xavier_normal_" => xavier_normal_(tensor),
            _ => trunc_normal_(tensor, mean: 0.5, std: 2, a: -1, b: 1),
        };

        Assert.Same(tensor, result);
        Numbers.StartWith(first, sum, tensor);
    }

    [Fact]
    public void TheGeneratorGivenIsTheOneDrawnFrom()
    {
        using var tensor = torch.empty(5);
        using var again = torch.empty(5);
        using var generator = new Generator(3);
        using var same = new Generator(3);
        torch.manual_seed(12);

        uniform_(tensor, generator: generator);
        uniform_(again, generator: same);

        Numbers.Equal(tensor, again, 0);
        torch.manual_seed(12);
        using var fromDefault = uniform_(torch.empty(5));
        Assert.NotEqual(Numbers.Of(fromDefault), Numbers.Of(tensor));
    }

    [Theory]
    [InlineData(NonlinearityType.Linear, 0, 1)]
    [InlineData(NonlinearityType.Sigmoid, 0, 1)]
    [InlineData(NonlinearityType.Tanh, 0, 5.0 / 3.0)]
    [InlineData(NonlinearityType.ReLU, 0, 1.4142135623730951)]
    [InlineData(NonlinearityType.LeakyReLU, 0.2, 1.3867504905630728)]
    public void Gains(NonlinearityType nonlinearity, double parameter, double expected)
        => Assert.Equal(expected, calculate_gain(nonlinearity, parameter), 15);

    [Fact]
    public void FanIsChannelsTimesTheReceptiveField()
    {
        using var matrix = torch.empty(5, 7);
        using var kernel = torch.empty(5, 7, 3, 2);
        using var vector = torch.empty(5);

        Assert.Equal((7, 5), CalculateFanInAndFanOut(matrix));
        Assert.Equal((42, 30), CalculateFanInAndFanOut(kernel));
        Assert.Throws<ArgumentException>(() => CalculateFanInAndFanOut(vector));
    }

    [Fact]
    public void FillsAParameterWithoutAGraph()
    {
        using var parameter = torch.nn.Parameter(torch.empty(3));

        constant_(parameter, 2.5);

        Numbers.Equal([2.5, 2.5, 2.5], parameter);
        Assert.True(parameter.is_leaf);
        Assert.True(parameter.requires_grad);
    }
}
