using MinImagen.Notebooks.Drawing;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>Boxes and arrows: what goes where. Boxes stand in the columns and rows that they are given.</summary>
/// <remarks>A diagram does not change: <see cref="Box"/> and <see cref="Arrow"/> give another.</remarks>
public sealed class Diagram
{
    private readonly DiagramBox[] boxes;
    private readonly DiagramArrow[] arrows;

    /// <summary>An empty diagram.</summary>
    public Diagram()
        : this([], [])
    {
    }

    private Diagram(DiagramBox[] boxes, DiagramArrow[] arrows) => (this.boxes, this.arrows) = (boxes, arrows);

    /// <summary>The diagram with a box.</summary>
    /// <param name="name">What arrows call it.</param>
    /// <param name="column">From the left, from 0; halves may be used.</param>
    /// <param name="row">From the top, from 0; halves may be used.</param>
    /// <param name="text">What it says, lines broken by \n; its name when null.</param>
    /// <param name="picture">Drawn in it above the text, shape (3, h, w).</param>
    /// <param name="color">0 plain, 1 … 7 one of the colours of the charts' series.</param>
    /// <exception cref="ArgumentException">There is a box of that name already.</exception>
    public Diagram Box(string name, double column, double row, string? text = null, Tensor? picture = null, int color = 0)
    {
        if (Array.Exists(boxes, box => box.Name == name))
            throw new ArgumentException($"There is a box '{name}' already.", nameof(name));
        var drawn = picture is null ? null : TensorPixels.Read(picture, null, 1).Grids[0];
        return new([.. boxes, new DiagramBox(name, column, row, text ?? name, drawn, color)], arrows);
    }

    /// <summary>The diagram with an arrow.</summary>
    /// <param name="from">The name of a box.</param>
    /// <param name="to">The name of another.</param>
    /// <param name="label">Written along it.</param>
    /// <param name="dashed">Drawn as a broken line, as skip connections are.</param>
    /// <exception cref="ArgumentException">There is no such box yet.</exception>
    public Diagram Arrow(string from, string to, string label = "", bool dashed = false) =>
        new(boxes, [.. arrows, new DiagramArrow(Find(from), Find(to), label, dashed)]);

    /// <summary>Draws it.</summary>
    /// <param name="title">A line above it.</param>
    /// <exception cref="ArgumentException">There is no box.</exception>
    public Picture Show(string? title = null) => boxes.Length > 0
        ? new DiagramDrawing(boxes, arrows, title).Draw()
        : throw new ArgumentException("A diagram has one box or more.");

    private DiagramBox Find(string name) => Array.Find(boxes, box => box.Name == name)
        ?? throw new ArgumentException($"There is no box '{name}'; there are {string.Join(", ", boxes.Select(box => $"'{box.Name}'"))}.");
}
