namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// The combinations that training never shows, so that what is drawn for them was not learnt by heart. The rule has no
/// seed and never changes:
/// <list type="number">
/// <item>Of the 96 objects 16 are held out, two a colour: the big one whose kind has the number (colour + 1) mod 6, and the
/// small one whose kind has the number (colour + 4) mod 6. They appear neither alone nor beside another.</item>
/// <item>So every scene of two with such an object is held out: 5632 of 18 432.</item>
/// <item>Of the 12 800 others one in five more is, chosen by SHA-256 of the caption of <see cref="Scene.Canonical"/> (see
/// <see cref="DataSplits.Of"/>): 2586 scenes, of which both objects are known and only their meeting is new.</item>
/// </list>
/// That is 17 % of the scenes of one object, and 45 % of those of two. Both wordings of a scene are on the same side.
/// </summary>
public static class HeldOutScenes
{
    private const double ShareOfKnownPairs = 0.2;

    /// <summary>The 80 objects that training shows.</summary>
    public static IReadOnlyList<SceneObject> TrainObjects { get; } = [.. SceneObject.All.Where(thing => !Contains(thing))];

    /// <summary>The 16 objects that it does not.</summary>
    public static IReadOnlyList<SceneObject> Objects { get; } = [.. SceneObject.All.Where(Contains)];

    /// <summary>Whether an object is never shown in training, neither alone nor beside another.</summary>
    public static bool Contains(SceneObject thing)
    {
        var kinds = Enum.GetValues<ShapeKind>().Length;
        var shift = thing.Size == ShapeSize.Big ? 1 : 4;

        // kind ≡ colour + shift (mod 6), the shift 1 for big objects and 4 for small ones
        return (int)thing.Kind == ((int)thing.Color + shift) % kinds;
    }

    /// <summary>Whether a scene is never shown in training.</summary>
    public static bool Contains(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Objects.Any(Contains)
            || (scene.Second is not null && DataSplits.Of(scene.Canonical.Caption, ShareOfKnownPairs) == DataSplit.Validation);
    }
}
