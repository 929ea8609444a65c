namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>A picture that was asked for, and what the reader saw in it.</summary>
/// <param name="Asked">The scene of the caption.</param>
/// <param name="Seen">What the reader says of the picture.</param>
public sealed record SceneOutcome(Scene Asked, SceneReading Seen)
{
    /// <summary>What of the scene the picture shows.</summary>
    public SceneMatch Match { get; } = SceneMatch.Of(Asked, Seen);
}
