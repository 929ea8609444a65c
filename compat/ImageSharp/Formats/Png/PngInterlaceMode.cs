namespace SixLabors.ImageSharp.Formats.Png;

public enum PngInterlaceMode : byte
{
    None = 0,
    Adam7 = 1,
}
