namespace MinImagen.Lib.Data.Shapes;

/// <summary>One object of a scene: one of 2 sizes × 8 colours × 6 kinds.</summary>
/// <param name="Size">How large it is.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct SceneObject(ShapeSize Size, ShapeColor Color, ShapeKind Kind)
{
    /// <summary>All 96 objects, in the order size, colour, kind.</summary>
    public static IReadOnlyList<SceneObject> All { get; } =
    [
        .. from size in Enum.GetValues<ShapeSize>()
           from color in Enum.GetValues<ShapeColor>()
           from kind in Enum.GetValues<ShapeKind>()
           select new SceneObject(size, color, kind),
    ];

    /// <summary>Its words, such as "a big red circle".</summary>
    public string Caption => SceneGrammar.Write(this);

    /// <summary>The same words.</summary>
    public override string ToString() => Caption;
}
