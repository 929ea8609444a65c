using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>How often values occur.</summary>
internal sealed record HistogramDrawing
{
    internal int Bins { get; init; }

    internal bool Normal { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal Picture Draw(Tensor values) => throw new NotImplementedException();
}
