namespace SixLabors.ImageSharp.Metadata;

/// <summary>Where the first row and the first column of the stored picture belong (EXIF 2.32, tag 0x0112).</summary>
internal enum ExifOrientation
{
    TopLeft = 1,
    TopRight = 2,
    BottomRight = 3,
    BottomLeft = 4,
    LeftTop = 5,
    RightTop = 6,
    RightBottom = 7,
    LeftBottom = 8,
}
