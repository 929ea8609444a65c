namespace MinImagen.Lib.Data.Shapes;

/// <summary>How large an object is.</summary>
public enum ShapeSize
{
    /// <summary>Somewhat more than two fifths of the picture's side.</summary>
    Big,

    /// <summary>About a quarter of the picture's side.</summary>
    Small,
}
