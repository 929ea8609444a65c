using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>An opaque picture of 8 bits a channel.</summary>
/// <param name="Width">Pixels in a row, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Rgb">Red, green and blue of each pixel, row by row from the top: 3 · width · height bytes.</param>
public sealed record Pixels(int Width, int Height, byte[] Rgb)
{
    /// <summary>The largest square in the centre; the picture itself where it is square.</summary>
    public Pixels CropToSquare()
    {
        var side = Math.Min(Width, Height);
        if (Width == Height)
            return this;

        var (left, top) = ((Width - side) / 2, (Height - side) / 2);
        var square = new byte[side * side * 3];
        for (var row = 0; row < side; row++)
            Rgb.AsSpan(((top + row) * Width + left) * 3, side * 3).CopyTo(square.AsSpan(row * side * 3));
        return new Pixels(side, side, square);
    }

    /// <summary>The picture as the models see it.</summary>
    /// <returns>Float32, shape (3, height, width), in [0, 1].</returns>
    public Tensor ToTensor()
    {
        using var scope = torch.NewDisposeScope();
        var bytes = torch.tensor(Rgb, [Height, Width, 3], dtype: ScalarType.Byte);

        // x = byte / 255
        return bytes.permute(2, 0, 1).to(ScalarType.Float32).div(255f).contiguous().MoveToOuterDisposeScope();
    }
}
