using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>What a U-Net makes of a batch of captions. It depends on no image and no timestep.</summary>
/// <param name="Tokens">For cross-attention, shape (b, maxTextLen, condDim).</param>
/// <param name="Hidden">Added to the time conditioning vector, shape (b, timeCondDim).</param>
public sealed record TextCondition(Tensor Tokens, Tensor Hidden);
