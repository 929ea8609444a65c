namespace MinImagen.Lib.Text;

/// <summary>The text encoders by name.</summary>
public static class TextEncoders
{
    /// <summary>Most tokens a caption, as the original has it.</summary>
    public const int DefaultMaxLength = 256;
}
