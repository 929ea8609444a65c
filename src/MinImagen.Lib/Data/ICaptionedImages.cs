using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>A list of square pictures, each with a caption, in a fixed order. It may be drawn on demand, and then as long as can be counted.</summary>
public interface ICaptionedImages
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>The side of every picture, in pixels.</summary>
    int Side { get; }

    /// <summary>The caption of picture <paramref name="index"/>; may be called by several threads at once.</summary>
    /// <param name="index">0 ≤ index &lt; <see cref="Count"/>.</param>
    string GetCaption(int index);

    /// <summary>Picture <paramref name="index"/>, which the caller disposes; the same every time. May be called by several threads at once.</summary>
    /// <param name="index">0 ≤ index &lt; <see cref="Count"/>.</param>
    /// <returns>Float32, shape (3, side, side), in [0, 1].</returns>
    Tensor GetImage(int index);
}
