namespace MinImagen.Notebooks.Drawing;

/// <summary>Where a line of text lies about the point that it is written at.</summary>
internal enum Across
{
    /// <summary>It begins there.</summary>
    Left,

    /// <summary>Its middle is there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    Right,
}
