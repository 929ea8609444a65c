using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>
/// The part of the U-Net that reads the caption: every word's embedding becomes a token for cross-attention, and their
/// mean a vector that joins the timestep's. Dropped captions, and what a mask hides, become learned null tokens.
/// </summary>
/// <remarks>
/// It registers its layers with the U-Net. All places are attended to and averaged, also those after the caption's
/// end: with a mask they hold null tokens, without one zeros. The original does so, and its weights depend on it.
/// </remarks>
internal sealed class TextConditioning
{
    /// <summary>The tokens of the original's captions, and the most that there can be.</summary>
    public const int MostTokens = 256;

    private readonly nn.Module owner;
    private readonly long maxTextLen;
    private readonly Linear textToCond;
    private readonly Sequential toTextNonAttnCond;

    /// <summary>Makes the layers.</summary>
    /// <param name="owner">The U-Net.</param>
    /// <param name="textEmbedDim">The width of the text encoder's embeddings.</param>
    /// <param name="condDim">The width of a token.</param>
    /// <param name="timeCondDim">The width of the vector.</param>
    /// <param name="maxTextLen">How many tokens a caption has, cut or filled up to it.</param>
    public TextConditioning(nn.Module owner, long textEmbedDim, long condDim, long timeCondDim, long maxTextLen)
    {
        this.owner = owner;
        this.maxTextLen = maxTextLen;
        textToCond = nn.Linear(textEmbedDim, condDim).RegisterIn(owner, "text_to_cond");

        owner.register_parameter("null_text_embed", new Parameter(randn(1, maxTextLen, condDim)));
        owner.register_parameter("null_text_hidden", new Parameter(randn(1, timeCondDim)));

        toTextNonAttnCond = nn.Sequential(
            nn.LayerNorm(condDim),
            nn.Linear(condDim, timeCondDim),
            nn.SiLU(),
            nn.Linear(timeCondDim, timeCondDim)).RegisterIn(owner, "to_text_non_attn_cond");
    }

    // Asked for by name, since moving a module to another device or type replaces its parameters.
    private Parameter NullTextEmbed => owner.get_parameter("null_text_embed")!;

    private Parameter NullTextHidden => owner.get_parameter("null_text_hidden")!;

    /// <summary>Conditions on captions.</summary>
    /// <param name="textEmbeds">Embeddings, shape (b, n, textEmbedDim).</param>
    /// <param name="textMask">True (or not zero) where there is a word, shape (b, n).</param>
    /// <param name="keep">False where the caption is dropped, bool, shape (b).</param>
    /// <returns>Tokens and vector.</returns>
    public TextCondition Condition(Tensor textEmbeds, Tensor? textMask, Tensor keep)
    {
        using var scope = NewDisposeScope();

        // Cut, project, fill up with zeros: (b, maxTextLen, condDim)
        var length = Math.Min(textEmbeds.shape[1], maxTextLen);
        var words = textEmbeds.narrow(1, 0, length).to(textToCond.weight!.dtype);
        var tokens = nn.functional.pad(textToCond.call(words), new[] { 0L, 0, 0, maxTextLen - length });

        // What is not kept becomes the null token of its place.
        var keepToken = keep.view(-1, 1, 1);
        if (textMask is not null)
        {
            var mask = textMask.narrow(1, 0, length).to(ScalarType.Bool);
            var visible = nn.functional.pad(mask, new[] { 0L, maxTextLen - length });
            keepToken = visible.unsqueeze(-1) & keepToken;
        }

        tokens = Choose(keepToken, tokens, NullTextEmbed);

        // h = MLP(mean of the tokens), or the null vector for a dropped caption
        var pooled = tokens.mean(new[] { 1L });
        var hidden = Choose(keep.view(-1, 1), toTextNonAttnCond.call(pooled), NullTextHidden);

        return new TextCondition(tokens.MoveToOuterDisposeScope(), hidden.MoveToOuterDisposeScope());
    }

    /// <summary>What was made of the caption where it is kept, else what was learned for its absence.</summary>
    /// <remarks>To the last bit what <c>where</c> gives, which LibTorch cannot do on its meta device.</remarks>
    private static Tensor Choose(Tensor keep, Tensor caption, Tensor absence) => lerp(absence, caption, keep.to(caption.dtype));
}
