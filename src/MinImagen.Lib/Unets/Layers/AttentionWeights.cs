using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>From similarities to the weights of attention.</summary>
internal static class AttentionWeights
{
    /// <summary>The softmax of the similarities of the tokens that may be attended to.</summary>
    /// <param name="sim">Shape (b, h, i, 1 + j), or (b, i, h, 1 + j).</param>
    /// <param name="mask">True where a token may be attended to, bool, shape (b, j); the null token always may.</param>
    /// <returns>Of the similarities' shape and type. LibTorch takes the sum of many small numbers in float32 either way.</returns>
    public static Tensor Of(Tensor sim, Tensor? mask)
    {
        if (mask is not null)
        {
            var nullToken = ones(new[] { mask.shape[0], 1L }, dtype: ScalarType.Bool, device: mask.device);
            var visible = cat(new[] { nullToken, mask }, 1).unsqueeze(1).unsqueeze(1);
            sim = sim.masked_fill(visible.logical_not(), double.NegativeInfinity);
        }

        // a_j = exp(sim_j) / ∑_k exp(sim_k)
        return sim.softmax(-1);
    }
}
