namespace MinImagen.Notebooks.Drawing;

/// <summary>The sizes of letters that there are.</summary>
internal enum Weight
{
    /// <summary>Captions and labels.</summary>
    Plain,

    /// <summary>Numbers in cells and at axes.</summary>
    Small,

    /// <summary>Titles, bold.</summary>
    Title,
}
