namespace MinImagen.Lib.Data.Shapes;

/// <summary>A way in which a picture can show no scene.</summary>
public enum CounterExampleKind
{
    /// <summary>Random pixels, each for itself or in soft clouds.</summary>
    Noise,

    /// <summary>Nothing but paper, at most shaded from one edge to the other.</summary>
    Blank,

    /// <summary>Three objects, each of them a good one.</summary>
    ThreeObjects,

    /// <summary>A scene of which one object is of two colours.</summary>
    HalfColored,

    /// <summary>A scene of which one object has run: its outline is bent by waves.</summary>
    Melted,

    /// <summary>Two objects that overlap or touch.</summary>
    Merged,

    /// <summary>A scene of which one object is half-transparent.</summary>
    Faded,

    /// <summary>A scene of which one object has lost its left or its right half.</summary>
    Cut,
}
