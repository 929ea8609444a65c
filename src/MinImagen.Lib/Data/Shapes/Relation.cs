namespace MinImagen.Lib.Data.Shapes;

/// <summary>Where the first object of a scene is, seen from the second.</summary>
public enum Relation
{
    /// <summary>The first is nearer to the top edge.</summary>
    Above,

    /// <summary>The first is nearer to the bottom edge.</summary>
    Below,

    /// <summary>The first is nearer to the left edge.</summary>
    LeftOf,

    /// <summary>The first is nearer to the right edge.</summary>
    RightOf,
}
