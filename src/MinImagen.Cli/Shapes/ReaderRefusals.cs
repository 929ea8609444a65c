using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.Shapes;

/// <summary>How often the reader rightly saw no scene in pictures of one sort.</summary>
/// <param name="Side">Pixels a side.</param>
/// <param name="Kind">What is wrong with the pictures.</param>
/// <param name="Refused">No scene seen.</param>
internal sealed record ReaderRefusals(int Side, CounterExampleKind Kind, Proportion Refused);
