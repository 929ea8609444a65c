using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>x + FeedForward(norm(x)), the second half of a block.</summary>
/// <remarks>Fields are named as the published weights are.</remarks>
internal sealed class FeedForwardLayer : Module<Tensor, Tensor>
{
    internal readonly FeedForward DenseReluDense;
    private readonly RootMeanSquareNorm layer_norm;

    internal FeedForwardLayer(T5Config config)
        : base(nameof(FeedForwardLayer))
    {
        DenseReluDense = new FeedForward(config);
        layer_norm = new RootMeanSquareNorm(config.DModel, config.LayerNormEpsilon);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + DenseReluDense.call(layer_norm.call(x));
}
