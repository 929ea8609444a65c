using static TorchSharp.torch;

namespace MinImagen.Lib.Generation;

/// <summary>Pictures for captions, drawn by one model or several.</summary>
/// <param name="Pictures">Shape (n, channels, side, side), in [0, 1], in the order of the captions; the caller disposes them.</param>
/// <param name="Models">The models that drew, in the order in which they did.</param>
/// <param name="Remarks">What there was to say about captions that their model does not know, by caption.</param>
public sealed record DrawnCaptions(Tensor Pictures, IReadOnlyList<TrainedModel> Models, IReadOnlyDictionary<string, string> Remarks);
