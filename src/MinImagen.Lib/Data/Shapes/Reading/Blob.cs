namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>Pixels that hang together, and those around them that may be their soft edge.</summary>
/// <param name="Core">Indices of the pixels that are ink for more than half.</param>
/// <param name="Region">The core and a rim, without what is nearer to another blob.</param>
internal sealed record Blob(IReadOnlyList<int> Core, IReadOnlyList<int> Region);
