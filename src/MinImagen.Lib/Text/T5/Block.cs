using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>A block of the encoder: attention, then feed-forward, each with its norm before and its residual around it.</summary>
/// <remarks>Fields are named as the published weights are.</remarks>
internal sealed class Block : Module<Tensor, Tensor, Tensor>
{
    private readonly ModuleList<Module> layer;

    internal Block(T5Config config, bool hasPositionBias)
        : base(nameof(Block))
    {
        layer = ModuleList<Module>(new AttentionLayer(config, hasPositionBias), new FeedForwardLayer(config));
        RegisterComponents();
    }

    internal SelfAttention SelfAttention => Attend.SelfAttention;

    private AttentionLayer Attend => (AttentionLayer)layer[0];

    private FeedForwardLayer Feed => (FeedForwardLayer)layer[1];

    public override Tensor forward(Tensor x, Tensor bias)
    {
        using var scope = NewDisposeScope();
        return Feed.call(Attend.call(x, bias)).MoveToOuterDisposeScope();
    }

    internal void Initialize()
    {
        Attend.SelfAttention.Initialize();
        Feed.DenseReluDense.Initialize();
    }
}
