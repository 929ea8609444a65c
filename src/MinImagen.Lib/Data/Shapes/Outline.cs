namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// A closed polygon around (0, 0), x to the right and y downwards, in units of an object's side: the longer side of its
/// bounding box is 1, and the box lies in the middle.
/// </summary>
internal sealed class Outline
{
    // A circle of so many sides differs from a true one by 0.03 % of its side.
    private const int CurveSteps = 72;

    private static readonly Outline[] Kinds = [.. Enum.GetValues<ShapeKind>().Select(kind => new Outline(Trace(kind)))];

    private readonly (double X, double Y)[] corners;

    /// <summary>Takes a polygon as it is traced and brings it to its unit and its middle.</summary>
    /// <param name="traced">At least three corners, in order.</param>
    public Outline(IReadOnlyList<(double X, double Y)> traced)
    {
        var (left, right) = (traced.Min(corner => corner.X), traced.Max(corner => corner.X));
        var (top, bottom) = (traced.Min(corner => corner.Y), traced.Max(corner => corner.Y));
        var side = Math.Max(right - left, bottom - top);
        corners = [.. traced.Select(corner => ((corner.X - ((left + right) / 2)) / side, (corner.Y - ((top + bottom) / 2)) / side))];
        Width = (right - left) / side;
        Height = (bottom - top) / side;
        (Area, CentroidX, CentroidY) = Moments(corners);
    }

    /// <summary>The corners in order; the last is joined to the first.</summary>
    public IReadOnlyList<(double X, double Y)> Corners => corners;

    /// <summary>The width of the bounding box, at most 1.</summary>
    public double Width { get; }

    /// <summary>The height of the bounding box, at most 1.</summary>
    public double Height { get; }

    /// <summary>The area inside.</summary>
    public double Area { get; }

    /// <summary>The centre of mass, seen from the middle of the bounding box.</summary>
    public double CentroidX { get; }

    /// <summary>The centre of mass, seen from the middle of the bounding box.</summary>
    public double CentroidY { get; }

    /// <summary>The outline of a kind.</summary>
    public static Outline Of(ShapeKind kind) => Kinds[(int)kind];

    private static List<(double X, double Y)> Trace(ShapeKind kind) => kind switch
    {
        ShapeKind.Circle => Curve(angle => (Math.Cos(angle), Math.Sin(angle))),
        ShapeKind.Square => [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        ShapeKind.Triangle => [(0, -Math.Sqrt(3)), (1, 0), (-1, 0)],
        ShapeKind.Star => Star(points: 5, innerRadius: 0.45),
        ShapeKind.Heart => Curve(Heart),
        ShapeKind.Cross => Cross(armWidth: 0.36),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };

    private static List<(double X, double Y)> Curve(Func<double, (double X, double Y)> at) =>
        [.. Enumerable.Range(0, CurveSteps).Select(step => at(2 * Math.PI * step / CurveSteps))];

    /// <summary>Points at radius 1 and dents at <paramref name="innerRadius"/> in turn, a point upwards.</summary>
    private static List<(double X, double Y)> Star(int points, double innerRadius) =>
    [
        .. Enumerable.Range(0, 2 * points).Select(corner =>
        {
            var (angle, radius) = (Math.PI * corner / points, corner % 2 == 0 ? 1 : innerRadius);
            return (radius * Math.Sin(angle), -radius * Math.Cos(angle));
        }),
    ];

    /// <summary>The well-known curve: x = 16 sin³φ, y = 13 cos φ − 5 cos 2φ − 2 cos 3φ − cos 4φ, here downwards.</summary>
    private static (double X, double Y) Heart(double angle) => (
        16 * Math.Pow(Math.Sin(angle), 3),
        (-13 * Math.Cos(angle)) + (5 * Math.Cos(2 * angle)) + (2 * Math.Cos(3 * angle)) + Math.Cos(4 * angle));

    private static List<(double X, double Y)> Cross(double armWidth)
    {
        var a = armWidth;
        return [(-a, -1), (a, -1), (a, -a), (1, -a), (1, a), (a, a), (a, 1), (-a, 1), (-a, a), (-1, a), (-1, -a), (-a, -a)];
    }

    private static (double Area, double X, double Y) Moments((double X, double Y)[] corners)
    {
        double area = 0, x = 0, y = 0;
        for (var i = 0; i < corners.Length; i++)
        {
            var (from, to) = (corners[i], corners[(i + 1) % corners.Length]);

            // A = ½ Σ (xᵢ yᵢ₊₁ − xᵢ₊₁ yᵢ), and x̄ = ⅙ Σ (xᵢ + xᵢ₊₁)(xᵢ yᵢ₊₁ − xᵢ₊₁ yᵢ) / A, ȳ likewise
            var cross = (from.X * to.Y) - (to.X * from.Y);
            area += cross / 2;
            x += (from.X + to.X) * cross / 6;
            y += (from.Y + to.Y) * cross / 6;
        }

        return (Math.Abs(area), x / area, y / area);
    }
}
