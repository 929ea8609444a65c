namespace MinImagen.Notebooks.Drawing;

/// <summary>A box of a diagram.</summary>
/// <param name="Name">What arrows call it.</param>
/// <param name="Column">From the left, from 0.</param>
/// <param name="Row">From the top, from 0.</param>
/// <param name="Text">What it says.</param>
/// <param name="Picture">What it shows above that.</param>
/// <param name="Color">0 plain, else a colour of the charts.</param>
internal sealed record DiagramBox(string Name, double Column, double Row, string Text, PixelGrid? Picture, int Color)
{
    internal IReadOnlyList<string> Lines => Text.Split('\n');
}
