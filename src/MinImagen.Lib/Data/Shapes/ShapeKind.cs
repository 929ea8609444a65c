namespace MinImagen.Lib.Data.Shapes;

/// <summary>What an object is. No kind is another one turned, and each is known at seven pixels.</summary>
public enum ShapeKind
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square with level sides.</summary>
    Square,

    /// <summary>A triangle of three equal sides that stands on one of them.</summary>
    Triangle,

    /// <summary>A star of five points, one of them upwards.</summary>
    Star,

    /// <summary>A heart, its point downwards.</summary>
    Heart,

    /// <summary>An upright cross of four equal arms.</summary>
    Cross,
}
