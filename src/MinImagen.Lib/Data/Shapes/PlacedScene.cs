using System.Numerics;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>A scene with everything that a picture of it needs.</summary>
/// <param name="Scene">What is shown, in the words of its caption.</param>
/// <param name="Objects">Its objects, in the order of the caption.</param>
/// <param name="Paper">Red, green and blue of the ground, in [0, 1].</param>
public sealed record PlacedScene(Scene Scene, IReadOnlyList<PlacedObject> Objects, Vector3 Paper);
