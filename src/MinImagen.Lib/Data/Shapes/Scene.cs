namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// What a picture of shapes shows, and what its caption says: one object, or two and where the first is seen from the
/// second. A scene of two can be said in two ways, "a above b" and "b below a": two values of this type, unequal, for
/// which <see cref="IsSameAs"/> holds.
/// </summary>
public sealed record Scene
{
    /// <summary>A scene of one object.</summary>
    /// <param name="only">The object.</param>
    public Scene(SceneObject only) => First = only;

    /// <summary>A scene of two objects.</summary>
    /// <param name="first">The object that the caption names first.</param>
    /// <param name="relation">Where it is, seen from the second.</param>
    /// <param name="second">The object that the caption names last.</param>
    public Scene(SceneObject first, Relation relation, SceneObject second) => (First, Relation, Second) = (first, relation, second);

    /// <summary>The object that is named first.</summary>
    public SceneObject First { get; }

    /// <summary>Where the first object is, seen from the second; null where there is no second.</summary>
    public Relation? Relation { get; }

    /// <summary>The object that is named last; null where there is one object only.</summary>
    public SceneObject? Second { get; }

    /// <summary>The one object, or the two in the order of the caption.</summary>
    public IReadOnlyList<SceneObject> Objects => Second is { } second ? [First, second] : [First];

    /// <summary>Its words: "a big red circle", or "a big red circle above a small blue square".</summary>
    public string Caption => SceneGrammar.Write(this);

    /// <summary>The scene said the other way round, "b below a" for "a above b"; a scene of one object is its own.</summary>
    public Scene Reversed => Relation is { } relation && Second is { } second ? new Scene(second, Opposite(relation), First) : this;

    /// <summary>The one of its two wordings that says "above" or "left of".</summary>
    public Scene Canonical => Relation is Shapes.Relation.Below or Shapes.Relation.RightOf ? Reversed : this;

    /// <summary>All 96 scenes of one object, then all 36 864 wordings of the 18 432 scenes of two.</summary>
    public static IEnumerable<Scene> All =>
        SceneObject.All.Select(only => new Scene(only)).Concat(
            from first in SceneObject.All
            from relation in Enum.GetValues<Relation>()
            from second in SceneObject.All
            select new Scene(first, relation, second));

    /// <summary>Reads a caption; case and the number of spaces do not matter, everything else does.</summary>
    /// <param name="caption">Any text.</param>
    /// <returns>The scene, or null where these are not the words of one; <see cref="SceneGrammar.Explain"/> says why.</returns>
    public static Scene? Parse(string caption) => SceneGrammar.Read(caption);

    /// <summary>Whether both describe the same picture, in the same or in the opposite order.</summary>
    public bool IsSameAs(Scene other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Canonical == other.Canonical;
    }

    /// <summary>The words of <see cref="Caption"/>.</summary>
    public override string ToString() => Caption;

    private static Relation Opposite(Relation relation) => relation switch
    {
        Shapes.Relation.Above => Shapes.Relation.Below,
        Shapes.Relation.Below => Shapes.Relation.Above,
        Shapes.Relation.LeftOf => Shapes.Relation.RightOf,
        _ => Shapes.Relation.LeftOf,
    };
}
