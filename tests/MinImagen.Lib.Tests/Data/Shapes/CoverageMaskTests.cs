using MinImagen.Lib.Data.Shapes;

namespace MinImagen.Lib.Tests.Data.Shapes;

public sealed class CoverageMaskTests
{
    public static TheoryData<ShapeKind> Kinds => new(Enum.GetValues<ShapeKind>());

    /// <summary>The second way: 32 × 32 points a pixel, each inside or outside by the even-odd rule.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void CoverageIsTheShareOfPointsInside(ShapeKind kind)
    {
        const int Points = 32;
        var outline = Outline.Of(kind);
        var (x, y, side) = (9.3, 8.6, 13.7);

        var mask = CoverageMask.Draw(outline, x, y, side, 20, 18);

        for (var pixel = 0; pixel < mask.Values.Length; pixel++)
        {
            var inside = 0;
            for (var point = 0; point < Points * Points; point++)
            {
                var px = (pixel % 20) + (((point % Points) + 0.5) / Points);
                var py = (pixel / 20) + (((point / Points) + 0.5) / Points);
                inside += IsInside(outline, (px - x) / side, (py - y) / side) ? 1 : 0;
            }

            Assert.Equal((double)inside / (Points * Points), mask.Values[pixel], 0.02);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheMaskHasTheAreaAndTheCentreOfMassOfTheOutline(ShapeKind kind)
    {
        var outline = Outline.Of(kind);

        var mask = CoverageMask.Draw(outline, 15.2, 17.9, 21, 32, 36);

        var (mass, x, y) = (0.0, 0.0, 0.0);
        for (var i = 0; i < mask.Values.Length; i++)
        {
            mass += mask.Values[i];
            x += mask.Values[i] * ((i % 32) + 0.5);
            y += mask.Values[i] * ((i / 32) + 0.5);
        }

        Assert.Equal(outline.Area * 21 * 21, mass, 1e-2);
        Assert.Equal(15.2 + (21 * outline.CentroidX), x / mass, 0.05);
        Assert.Equal(17.9 + (21 * outline.CentroidY), y / mass, 0.05);
        Assert.Equal(1, Math.Max(outline.Width, outline.Height), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WhatLiesOutsideIsLeftOut(ShapeKind kind)
    {
        var whole = CoverageMask.Draw(Outline.Of(kind), 16.3, 15.8, 20, 32, 32);

        var window = CoverageMask.Draw(Outline.Of(kind), 16.3 - 12, 15.8 - 11, 20, 10, 12);

        for (var i = 0; i < window.Values.Length; i++)
        {
            Assert.Equal(whole.Values[((11 + (i / 10)) * 32) + 12 + (i % 10)], window.Values[i], 1e-5);
        }
    }

    private static bool IsInside(Outline outline, double x, double y)
    {
        var inside = false;
        var from = outline.Corners[^1];
        foreach (var to in outline.Corners)
        {
            if ((from.Y > y) != (to.Y > y) && x < from.X + ((y - from.Y) / (to.Y - from.Y) * (to.X - from.X)))
            {
                inside = !inside;
            }

            from = to;
        }

        return inside;
    }
}
