using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>Pictures in rows, a caption under each.</summary>
internal sealed record PictureGrid
{
    internal const int UsualSize = 192;

    internal IReadOnlyList<string>? Captions { get; init; }

    internal int? Columns { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal int Size { get; init; } = UsualSize;

    internal Picture Draw(Tensor pictures) => throw new NotImplementedException();

    internal Picture Draw(IEnumerable<Tensor> pictures) => throw new NotImplementedException();
}
