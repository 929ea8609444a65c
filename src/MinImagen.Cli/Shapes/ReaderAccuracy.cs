using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.Shapes;

/// <summary>How often the reader was right about true pictures of one sort.</summary>
/// <param name="Side">Pixels a side.</param>
/// <param name="Wear">How the pictures were made worse.</param>
/// <param name="All">Everything right.</param>
/// <param name="Color">Every colour right.</param>
/// <param name="Kind">Every kind right.</param>
/// <param name="Size">Every size right.</param>
/// <param name="Relation">The relation right, of the scenes with two objects; null where there was none.</param>
internal sealed record ReaderAccuracy(
    int Side, PictureWear Wear, Proportion All, Proportion Color, Proportion Kind, Proportion Size, Proportion? Relation);
