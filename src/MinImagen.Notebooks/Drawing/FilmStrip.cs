using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>Pictures over time, from left to right.</summary>
internal sealed record FilmStrip
{
    internal const int UsualSize = 96;

    internal IReadOnlyList<string>? Labels { get; init; }

    internal IReadOnlyList<string>? Rows { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal int Size { get; init; } = UsualSize;

    internal Picture Draw(IReadOnlyList<Tensor> frames) => throw new NotImplementedException();
}
