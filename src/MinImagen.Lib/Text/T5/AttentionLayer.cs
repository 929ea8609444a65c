using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>x + SelfAttention(norm(x)), the first half of a block.</summary>
/// <remarks>Fields are named as the published weights are.</remarks>
internal sealed class AttentionLayer : Module<Tensor, Tensor, Tensor>
{
    internal readonly SelfAttention SelfAttention;
    private readonly RootMeanSquareNorm layer_norm;

    internal AttentionLayer(T5Config config, bool hasPositionBias)
        : base(nameof(AttentionLayer))
    {
        SelfAttention = new SelfAttention(config, hasPositionBias);
        layer_norm = new RootMeanSquareNorm(config.DModel, config.LayerNormEpsilon);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor bias) => x + SelfAttention.call(layer_norm.call(x), bias);
}
