using System.Numerics;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>A picture that objects are laid onto, one after the other.</summary>
internal sealed class ScenePicture
{
    private readonly Vector3[] pixels;

    /// <summary>Blank paper.</summary>
    /// <param name="side">Pixels a side, above 0.</param>
    /// <param name="paper">Its colour.</param>
    public ScenePicture(int side, Vector3 paper)
    {
        Side = side;
        pixels = new Vector3[side * side];
        Array.Fill(pixels, paper);
    }

    /// <summary>Pixels a side.</summary>
    public int Side { get; }

    /// <summary>The pixels, row by row from the top.</summary>
    public Span<Vector3> Pixels => pixels;

    /// <summary>Draws a scene.</summary>
    public static ScenePicture Draw(PlacedScene scene, int side)
    {
        var picture = new ScenePicture(side, scene.Paper);
        foreach (var thing in scene.Objects)
        {
            picture.Lay(picture.Cover(thing), thing.Color);
        }

        return picture;
    }

    /// <summary>What an object covers, of the whole picture.</summary>
    public CoverageMask Cover(PlacedObject thing) => Cover(Outline.Of(thing.Object.Kind), thing);

    /// <summary>What another outline covers in the place of an object.</summary>
    public CoverageMask Cover(Outline outline, PlacedObject place) =>
        CoverageMask.Draw(outline, place.X * Side, place.Y * Side, place.Side * Side, Side, Side);

    /// <summary>Lays a colour over what a mask covers.</summary>
    public void Lay(CoverageMask mask, Vector3 color)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            // p ← p + a (c − p)
            pixels[i] += mask.Values[i] * (color - pixels[i]);
        }
    }

    /// <summary>The picture as the models see it.</summary>
    /// <returns>Float32, shape (3, side, side), in [0, 1], which the caller disposes.</returns>
    public Tensor ToTensor()
    {
        var count = pixels.Length;
        var values = new float[3 * count];
        for (var i = 0; i < count; i++)
        {
            var pixel = Vector3.Clamp(pixels[i], Vector3.Zero, Vector3.One);
            (values[i], values[i + count], values[i + (2 * count)]) = (pixel.X, pixel.Y, pixel.Z);
        }

        return tensor(values, [3, Side, Side]);
    }
}
