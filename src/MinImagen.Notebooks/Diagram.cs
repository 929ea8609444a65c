using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>Boxes and arrows: what goes where. Boxes stand in the columns and rows that they are given.</summary>
/// <remarks>A diagram does not change: <see cref="Box"/> and <see cref="Arrow"/> give another.</remarks>
public sealed class Diagram
{
    /// <summary>The diagram with a box.</summary>
    /// <param name="name">What arrows call it.</param>
    /// <param name="column">From the left, from 0; halves may be used.</param>
    /// <param name="row">From the top, from 0; halves may be used.</param>
    /// <param name="text">What it says, lines broken by \n; its name when null.</param>
    /// <param name="picture">Drawn in it above the text, shape (3, h, w).</param>
    /// <param name="color">0 plain, 1 … 6 one of the colours of the charts' series.</param>
    public Diagram Box(string name, double column, double row, string? text = null, Tensor? picture = null, int color = 0) => throw new NotImplementedException();

    /// <summary>The diagram with an arrow.</summary>
    /// <param name="from">The name of a box.</param>
    /// <param name="to">The name of another.</param>
    /// <param name="label">Written along it.</param>
    /// <param name="dashed">Drawn as a broken line, as skip connections are.</param>
    public Diagram Arrow(string from, string to, string label = "", bool dashed = false) => throw new NotImplementedException();

    /// <summary>Draws it.</summary>
    /// <param name="title">A line above it.</param>
    public Picture Show(string? title = null) => throw new NotImplementedException();
}
