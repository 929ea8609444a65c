using System.Runtime.InteropServices;
using MinImagen.Lib.Unets.Layers;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.WrongShapes;

/// <summary>
/// What does not fit reaches the caller as an exception that names the argument. Some of LibTorch's errors end the process
/// in TorchSharp 0.107: this class would then not end either.
/// </summary>
public sealed class WrongShapeTests : IDisposable
{
    private readonly WrongCalls calls = new();

    public static TheoryData<string> Names { get; } = [.. new WrongCalls().Disposing(all => all.Names)];

    public void Dispose() => calls.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefusedByTheArgumentsName(string name)
    {
        using var scope = NewDisposeScope();
        var (argument, call) = calls[name];

        var error = Assert.ThrowsAny<ArgumentException>(call);

        Assert.Equal(argument, error.ParamName);
        Assert.Matches(@"\d|cannot be null|of type|-point type|on the device|takes no|needs a", error.Message);
    }

    /// <summary>A layer alone is not asked: LibTorch's own words name the numbers, and must arrive.</summary>
    [Fact]
    public void LayersThrowToo()
    {
        using var scope = NewDisposeScope();
        using var block = new Block(8, 8);
        using var resnet = new ResnetBlock(8, 8, condDim: 8, timeCondDim: 8);
        using var attention = new Attention(8, contextDim: 8);
        using var norm = new LayerNorm(8);
        using var chanNorm = new ChanLayerNorm(8);
        using var transformer = new TransformerBlock(8);
        using var embed = new CrossEmbedLayer(3, [3, 7, 15], 8, stride: 1);
        using var feed = ChanFeedForward.Create(8);
        using var up = Upsample.Create(8);
        using var down = Downsample.Create(8);
        var (image, text, time) = (randn(1, 8, 4, 4), randn(1, 3, 8), randn(1, 8));

        Refused(() => block.call(randn(1, 6, 4, 4), null));
        Refused(() => block.call(image, (randn(1, 3, 1, 1), randn(1, 3, 1, 1))));
        Refused(() => resnet.forward(randn(1, 6, 4, 4), time, text));
        Refused(() => resnet.forward(image, randn(1, 6), text));
        Refused(() => resnet.forward(image, time, randn(1, 3, 6)));
        Refused(() => resnet.forward(image, time, randn(2, 3, 8)));
        Refused(() => attention.forward(text, randn(1, 3, 6)));
        Refused(() => norm.call(randn(1, 6)));
        Refused(() => chanNorm.call(randn(1, 6, 2, 2)));
        Refused(() => chanNorm.call(randn(1, 8)));
        Refused(() => transformer.call(randn(1, 6, 4, 4), null));
        Refused(() => embed.call(randn(1, 4, 8, 8)));
        Refused(() => feed.call(randn(1, 6, 2, 2)));
        Refused(() => up.call(randn(1, 6, 2, 2)));
        Refused(() => down.call(randn(1, 6, 2, 2)));
        Refused(() => new Lib.Unets.Layers.Parallel(nn.Conv2d(8, 4, 1), nn.Conv2d(8, 6, 1)).call(image));
        Refused(() => new Residual(nn.Conv2d(8, 6, 1)).call(image, null));

        static void Refused(Func<Tensor> call)
        {
            var error = Record.Exception(call);
            Assert.True(error is ArgumentException or ExternalException, $"{error?.GetType().Name ?? "nothing was thrown"}: {error?.Message}");
            Assert.Contains(error!.Message, letter => char.IsAsciiDigit(letter));
        }
    }
}
