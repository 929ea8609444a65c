namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>What the reader says of a picture.</summary>
/// <param name="Scene">The scene, in the wording of <see cref="Scene.Canonical"/>; null where the picture is of none.</param>
/// <param name="Objects">
/// The objects that could be named, in the order of the scene: also where there is no scene, such as for two objects that
/// stand at a slant.
/// </param>
/// <param name="Refusal">Why it is no scene, in a few words; null where it is one.</param>
public sealed record SceneReading(Scene? Scene, IReadOnlyList<PlacedObject> Objects, string? Refusal);
