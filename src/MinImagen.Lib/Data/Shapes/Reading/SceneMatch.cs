namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>What of a scene a picture shows, attribute by attribute; each counts only where it is right of every object.</summary>
/// <param name="Color">Whether every colour is right.</param>
/// <param name="Kind">Whether every kind is right.</param>
/// <param name="Size">Whether every size is right.</param>
/// <param name="Relation">Whether the relation is right: always, where the scene is of one object and one was seen.</param>
public readonly record struct SceneMatch(bool Color, bool Kind, bool Size, bool Relation)
{
    /// <summary>Whether all of it is right.</summary>
    public bool All => Color && Kind && Size && Relation;

    /// <summary>Compares what was asked for with what was seen.</summary>
    /// <param name="asked">The scene of the caption.</param>
    /// <param name="seen">What the reader says of the picture. Where it could name no scene, little or nothing is right.</param>
    public static SceneMatch Of(Scene asked, SceneReading seen)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(seen);
        var wanted = asked.Canonical.Objects;
        SceneObject[] found = [.. seen.Objects.Select(thing => thing.Object)];
        if (found.Length != wanted.Count)
        {
            return default;
        }

        // Which of two objects was meant by which word is not known, so the better of both assignments counts.
        var straight = Compare(wanted, found, seen.Scene is { } scene && scene.Canonical.Relation == asked.Canonical.Relation);
        var crossed = Compare(wanted, [.. found.Reverse()], relation: false);
        return Count(crossed) > Count(straight) ? crossed : straight;
    }

    private static SceneMatch Compare(IReadOnlyList<SceneObject> wanted, SceneObject[] found, bool relation) => new(
        wanted.Zip(found).All(pair => pair.First.Color == pair.Second.Color),
        wanted.Zip(found).All(pair => pair.First.Kind == pair.Second.Kind),
        wanted.Zip(found).All(pair => pair.First.Size == pair.Second.Size),
        relation);

    private static int Count(SceneMatch match) =>
        new[] { match.Color, match.Kind, match.Size, match.Relation }.Count(right => right);
}
