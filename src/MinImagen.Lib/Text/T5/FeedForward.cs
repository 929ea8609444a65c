using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>A block's feed-forward layer: ReLU in T5 1.0, a gated GELU (Shazeer 2020, "GLU Variants") in v1.1.</summary>
/// <remarks>Fields are named as the published weights are.</remarks>
internal sealed class FeedForward : Module<Tensor, Tensor>
{
    private readonly Projection? wi;
    private readonly Projection? wi_0;
    private readonly Projection? wi_1;
    private readonly Projection wo;
    private readonly T5Config config;

    internal FeedForward(T5Config config)
        : base(nameof(FeedForward))
    {
        this.config = config;
        if (config.IsGated)
        {
            wi_0 = new Projection(config.DModel, config.DFf);
            wi_1 = new Projection(config.DModel, config.DFf);
        }
        else
        {
            wi = new Projection(config.DModel, config.DFf);
        }

        wo = new Projection(config.DFf, config.DModel);
        RegisterComponents();
    }

    /// <param name="x">Shape (b, n, d).</param>
    /// <returns>Shape (b, n, d).</returns>
    public override Tensor forward(Tensor x)
    {
        // W_o · relu(W_i · x), or W_o · (gelu(W_0 · x) ⊙ W_1 · x)
        var inner = wi is not null ? functional.relu(wi.call(x)) : ApproximateGelu(wi_0!.call(x)) * wi_1!.call(x);
        return wo.call(inner);
    }

    internal void Initialize()
    {
        foreach (var projection in new[] { wi, wi_0, wi_1 })
            projection?.Initialize(config.InitializerFactor / Math.Sqrt(config.DModel));
        wo.Initialize(config.InitializerFactor / Math.Sqrt(config.DFf));
    }

    // ½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))
    private static Tensor ApproximateGelu(Tensor x) =>
        0.5 * x * (1.0 + tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x.pow(3))));
}
