using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>
/// The part of the U-Net that tells it the timestep: as a vector, which scales and shifts the channels of every residual
/// block, and as tokens, which cross-attention can look at.
/// </summary>
/// <remarks>
/// It registers its layers with the U-Net, under <c>{prefix}_hiddens</c>, <c>{prefix}_cond</c> and
/// <c>{prefix}_tokens</c>. A super-resolution model has a second one, for how noisy its low-resolution picture is.
/// </remarks>
internal sealed class TimeConditioning
{
    /// <summary>How many tokens a timestep becomes.</summary>
    public const int NumTimeTokens = 2;

    private readonly TimeHiddens toHiddens;
    private readonly Sequential toCond;
    private readonly Sequential toTokens;

    /// <summary>Makes the layers.</summary>
    /// <param name="owner">The U-Net.</param>
    /// <param name="prefix">What the layers' names start with.</param>
    /// <param name="dim">The width of the sinusoidal embedding.</param>
    /// <param name="timeCondDim">The width of the vector.</param>
    /// <param name="condDim">The width of a token.</param>
    public TimeConditioning(nn.Module owner, string prefix, long dim, long timeCondDim, long condDim)
    {
        toHiddens = new TimeHiddens(dim, timeCondDim).RegisterIn(owner, $"{prefix}_hiddens");
        toCond = nn.Sequential(nn.Linear(timeCondDim, timeCondDim)).RegisterIn(owner, $"{prefix}_cond");
        toTokens = nn.Sequential(nn.Linear(timeCondDim, condDim * NumTimeTokens)).RegisterIn(owner, $"{prefix}_tokens");
    }

    /// <summary>Conditions on timesteps.</summary>
    /// <param name="time">Shape (b).</param>
    /// <returns>The vector, shape (b, timeCondDim), and the tokens, shape (b, 2, condDim).</returns>
    public (Tensor T, Tensor Tokens) Condition(Tensor time)
    {
        var hiddens = toHiddens.call(time);

        // b (r d) → b r d
        var tokens = toTokens.call(hiddens).view(time.shape[0], NumTimeTokens, -1);
        return (toCond.call(hiddens), tokens);
    }
}
