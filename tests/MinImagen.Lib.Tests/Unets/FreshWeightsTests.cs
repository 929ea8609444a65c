using MinImagen.Lib.Tests.Training;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using MinImagen.Lib.Unets.Layers;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Unets;

/// <summary>Fresh weights are PyTorch's, and whatever the memory held before, they are the same.</summary>
public sealed class FreshWeightsTests
{
    private static Dictionary<string, Func<nn.Module>> Modules { get; } = new()
    {
        ["Linear"] = () => nn.Linear(200, 300),
        ["Conv2d"] = () => nn.Conv2d(20, 30, 3),
        ["LayerNorm of LibTorch"] = () => nn.LayerNorm(300),
        ["LayerNorm"] = () => new LayerNorm(300),
        ["ChanLayerNorm"] = () => new ChanLayerNorm(300),
        ["Block"] = () => new Block(32, 48),
        ["ResnetBlock"] = () => new ResnetBlock(32, 48, condDim: 16, timeCondDim: 24),
        ["Attention"] = () => new Attention(32, contextDim: 16),
        ["CrossAttention"] = () => new CrossAttention(32, 16, normContext: true),
        ["CrossEmbedLayer"] = () => new CrossEmbedLayer(3, [4, 8], 32),
        ["U-Net"] = () => new Unet(UnetOptions.SuperTest),
        ["Imagen"] = () => Toys.Cascade(Toys.TwoUnets),
        ["T5"] = () => new T5Encoder(new T5Config { VocabSize = 100, DModel = 32, DKv = 8, DFf = 64, NumLayers = 2, NumHeads = 4 }),
    };

    public static TheoryData<string> Names { get; } = [.. Modules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AreTheSameWhateverTheMemoryHeld(string name)
    {
        using var scope = NewDisposeScope();
        nn.Module Make(float before)
        {
            DirtyMemory.FillWith(before);
            manual_seed(4);
            return Modules[name]();
        }

        using var one = Make(float.NaN);
        using var other = Make(7);
        var (first, second) = (one.state_dict(), other.state_dict());

        Assert.All(first, weight => Assert.True(weight.Value.eq(second[weight.Key]).all().item<bool>(), $"{weight.Key} is not initialized"));
    }

    /// <summary>kaiming_uniform_ with a = √5: uniform within ±1/√(what goes into one output), for weight and bias.</summary>
    [Theory]
    [InlineData("Linear", 200)]
    [InlineData("Conv2d", 180)]
    public void AreSpreadAsInPyTorch(string name, int fanIn)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var bound = 1 / Math.Sqrt(fanIn);
        using var module = Modules[name]();
        foreach (var (key, weight) in module.state_dict())
        {
            var (largest, mean, variance) = (weight.abs().max().item<float>(), weight.mean().item<float>(), weight.square().mean().item<float>());
            var n = weight.numel();

            // n uniform numbers: the largest is within 1/n of the bound on average, mean and variance have known deviations.
            Assert.InRange(largest, bound * (1 - 20.0 / n), bound * (1 + 1e-6));
            Assert.InRange(mean, -5 * bound / Math.Sqrt(3.0 * n), 5 * bound / Math.Sqrt(3.0 * n));
            Assert.True(Math.Abs(variance - (bound * bound / 3)) < 5 * bound * bound * Math.Sqrt(4 / 45.0 / n), $"{key}: {variance}");
        }
    }

    /// <summary>Of every kind of layer that has weights; a new kind has to be added here.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryLayerOfAUnetBeginsAsInPyTorch(bool lowres)
    {
        using var scope = NewDisposeScope();
        DirtyMemory.FillWith(float.NaN);
        manual_seed(6);
        using var unet = new Unet(new UnetOptions { Dim = 16, DimMults = [1, 2], AttendAtMiddle = true, LowresCond = lowres, MemoryEfficient = lowres });
        foreach (var layer in unet.modules().Where(layer => layer.parameters(recurse: false).Any()))
        {
            var own = layer.named_parameters(recurse: false).ToDictionary(weight => weight.name, weight => (Tensor)weight.parameter);
            switch (layer)
            {
                case TorchSharp.Modules.Linear or TorchSharp.Modules.Conv2d:
                    var bound = 1 / Math.Sqrt(own["weight"].numel() / own["weight"].shape[0]);
                    Assert.All(own.Values, weight => Assert.InRange(weight.abs().max().item<float>(), bound / 100, bound * (1 + 1e-6)));
                    break;
                case TorchSharp.Modules.GroupNorm or TorchSharp.Modules.LayerNorm:
                    Assert.True(own["weight"].eq(1).all().item<bool>() && own["bias"].eq(0).all().item<bool>());
                    break;
                case LayerNorm or ChanLayerNorm:
                    Assert.True(Assert.Single(own.Values).eq(1).all().item<bool>());
                    break;
                case Attention or CrossAttention or Unet:
                    // N(0, 1): the deviation of n numbers deviates by 1/√(2n).
                    Assert.All(own.Values, weight => Assert.InRange(weight.std().item<float>(), 1 - 5 / Math.Sqrt(2 * weight.numel()), 1 + 5 / Math.Sqrt(2 * weight.numel())));
                    break;
                default:
                    Assert.Fail($"{layer.GetType()} is not known to begin as in PyTorch.");
                    break;
            }
        }
    }

    [Fact]
    public void NormsBeginWithOnesAndZeros()
    {
        using var scope = NewDisposeScope();
        DirtyMemory.FillWith(float.NaN);
        using var unet = new Unet(UnetOptions.BaseTest);
        var weights = unet.state_dict();

        string[] ones = [.. weights.Keys.Where(key => key.EndsWith("groupnorm.weight", StringComparison.Ordinal) || key is "norm_cond.weight" || key.EndsWith(".gamma", StringComparison.Ordinal))];
        string[] zeros = [.. weights.Keys.Where(key => key.EndsWith("groupnorm.bias", StringComparison.Ordinal) || key is "norm_cond.bias" || key.EndsWith(".beta", StringComparison.Ordinal))];
        Assert.True(ones.Length > 10 && zeros.Length > 10);
        Assert.All(ones, key => Assert.True(weights[key].eq(1).all().item<bool>(), key));
        Assert.All(zeros, key => Assert.True(weights[key].eq(0).all().item<bool>(), key));
    }
}
