using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>The blocks, and the norm after the last.</summary>
/// <remarks>Fields are named as the published weights are.</remarks>
internal sealed class Stack : Module<Tensor, Tensor, IReadOnlyList<Tensor>>
{
    private readonly ModuleList<Block> block;
    private readonly RootMeanSquareNorm final_layer_norm;

    internal Stack(T5Config config)
        : base(nameof(Stack))
    {
        block = ModuleList(Enumerable.Range(0, config.NumLayers).Select(i => new Block(config, hasPositionBias: i == 0)).ToArray());
        final_layer_norm = new RootMeanSquareNorm(config.DModel, config.LayerNormEpsilon);
        RegisterComponents();
    }

    /// <param name="x">The tokens' embeddings, shape (b, n, d).</param>
    /// <param name="mask">1 for a token that may be attended to, 0 for one that may not, shape (b, n).</param>
    /// <returns>The input, the output of each block but the last, and the normed output of the last.</returns>
    public override IReadOnlyList<Tensor> forward(Tensor x, Tensor mask)
    {
        using var scope = NewDisposeScope();

        // A masked key gets the least finite score: −∞ would make NaN of a row in which all are masked.
        var masked = (1.0 - mask.to(ScalarType.Float32)) * float.MinValue;
        var bias = PositionBias(x.shape[1], x.device) + masked.unsqueeze(1).unsqueeze(1);

        var states = new List<Tensor> { x };
        foreach (var module in block)
            states.Add(module.call(states[^1], bias));
        states[^1] = final_layer_norm.call(states[^1]);

        // The first is the caller's and stays where it is.
        foreach (var state in states.Skip(1))
            state.MoveToOuterDisposeScope();
        return states;
    }

    internal Tensor PositionBias(long length, Device device) => block[0].SelfAttention.PositionBias(length, device);

    internal void Initialize()
    {
        foreach (var module in block)
            module.Initialize();
    }
}
