using static TorchSharp.torch;

namespace MinImagen.Cli.Demo;

/// <summary>What the front door drew.</summary>
/// <param name="Captions">A caption a picture.</param>
/// <param name="Pictures">The pictures, shape (n, 3, side, side), in [0, 1]; the caller disposes them.</param>
/// <param name="Models">The names of the models that drew them.</param>
/// <param name="Seconds">Time for all of it.</param>
/// <param name="Sheet">The contact sheet.</param>
internal sealed record DrawingReport(IReadOnlyList<string> Captions, Tensor Pictures, IReadOnlyList<string> Models, double Seconds, string Sheet);
