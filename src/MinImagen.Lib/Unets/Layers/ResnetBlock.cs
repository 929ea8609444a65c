using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>
/// The workhorse of the U-Net: two <see cref="Block"/>s around a shortcut (He et al. 2016), told the timestep by a scale
/// and shift of every channel, and, where it is made to be, the caption by cross-attention.
/// </summary>
/// <remarks>
/// The cross-attention always has 8 heads of 64, whatever the U-Net's <c>attn_heads</c> says: weights of the original
/// depend on it.
/// </remarks>
public sealed class ResnetBlock : nn.Module<Tensor, Tensor?, Tensor?, Tensor>
{
    private readonly Func<Tensor, Conditioning, Tensor>? attend;

    private readonly Sequential? time_mlp;
    private readonly ToAndFromTokens? cross_attn;
    private readonly Block block1;
    private readonly Block block2;
    private readonly nn.Module<Tensor, Tensor> res_conv;

    /// <summary>Makes it.</summary>
    /// <param name="dim">Channels that come in.</param>
    /// <param name="dimOut">Channels that go out.</param>
    /// <param name="condDim">The width of the conditioning tokens; null for no cross-attention.</param>
    /// <param name="timeCondDim">The width of the time conditioning vector; null for none.</param>
    /// <param name="groups">The groups of the normalizations.</param>
    public ResnetBlock(long dim, long dimOut, long? condDim = null, long? timeCondDim = null, long groups = 8)
        : base(nameof(ResnetBlock))
    {
        time_mlp = timeCondDim is { } timeWidth
            ? nn.Sequential(nn.SiLU(), nn.Linear(timeWidth, dimOut * 2))
            : null;
        var attention = condDim is { } condWidth ? new CrossAttention(dimOut, condWidth) : null;
        attend = attention is null ? null : (images, cond) => ToAndFromTokens.Through(images, tokens => cond.Attend(attention, tokens));
        cross_attn = attention is null ? null : new ToAndFromTokens(attention);
        block1 = new Block(dim, dimOut, groups);
        block2 = new Block(dimOut, dimOut, groups);
        res_conv = dim != dimOut ? nn.Conv2d(dim, dimOut, 1) : nn.Identity();
        RegisterComponents();
    }

    /// <summary>Applies it.</summary>
    /// <param name="x">Images, shape (b, dim, h, w).</param>
    /// <param name="timeEmb">The time conditioning vector, shape (b, timeCondDim).</param>
    /// <param name="cond">The conditioning tokens, shape (b, n, condDim).</param>
    /// <returns>Shape (b, dimOut, h, w).</returns>
    /// <exception cref="ArgumentNullException">The block has cross-attention and is given no tokens.</exception>
    public override Tensor forward(Tensor x, Tensor? timeEmb = null, Tensor? cond = null) =>
        forward(x, timeEmb, cond is null ? null : new Conditioning(cond));

    /// <summary>Applies it, perhaps with a caption that was prepared.</summary>
    internal Tensor forward(Tensor x, Tensor? timeEmb, Conditioning? cond)
    {
        using var scope = NewDisposeScope();
        var h = block1.call(x, null);

        if (attend is not null)
        {
            ArgumentNullException.ThrowIfNull(cond);
            h = attend(h, cond) + h;
        }

        h = block2.call(h, ScaleShift(timeEmb));
        return (h + res_conv.call(x)).MoveToOuterDisposeScope();
    }

    private (Tensor, Tensor)? ScaleShift(Tensor? timeEmb)
    {
        if (time_mlp is null || timeEmb is null)
        {
            return null;
        }

        var halves = time_mlp.call(timeEmb).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
        return (halves[0], halves[1]);
    }
}
