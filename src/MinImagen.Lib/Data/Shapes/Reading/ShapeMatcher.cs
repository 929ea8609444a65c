namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>
/// Finds the kind, the place and the size of a blob: each kind is drawn over it by the generator's own
/// <see cref="CoverageMask"/>, at the place and size that its mass and its centre of mass ask for, then moved as long as it
/// fits better.
/// </summary>
internal sealed class ShapeMatcher
{
    // A first guess that is worse than this, compared to the best one, does not become the best by moving a little.
    private const double CloseFactor = 1.5;
    private const double CloseMisfit = 0.02;

    private const double FirstStep = 0.5;
    private const double LastStep = 0.06;

    private readonly int left;
    private readonly int top;
    private readonly int width;
    private readonly int height;
    private readonly float[] amounts;
    private readonly bool[] counts;
    private readonly double noise;
    private readonly double[] softnesses;
    private readonly double mass;
    private readonly double massX;
    private readonly double massY;

    /// <summary>Looks at one blob.</summary>
    /// <param name="side">Pixels a side of the picture.</param>
    /// <param name="region">The blob's pixels.</param>
    /// <param name="amountOf">How much of a pixel is ink, by its index.</param>
    /// <param name="noise">The variance of these amounts where nothing is drawn.</param>
    /// <param name="softnesses">The blurs that an edge may have, in pixels.</param>
    public ShapeMatcher(int side, IReadOnlyList<int> region, Func<int, float> amountOf, double noise, double[] softnesses)
    {
        (left, top) = (region.Min(index => index % side), region.Min(index => index / side));
        width = region.Max(index => index % side) - left + 1;
        height = region.Max(index => index / side) - top + 1;
        amounts = new float[width * height];
        counts = new bool[width * height];
        this.noise = noise;
        this.softnesses = softnesses;
        foreach (var index in region)
        {
            var (x, y) = ((index % side) - left, (index / side) - top);
            var amount = amountOf(index);
            amounts[(y * width) + x] = amount;
            counts[(y * width) + x] = true;
            mass += amount;
            massX += amount * (x + 0.5);
            massY += amount * (y + 0.5);
        }
    }

    /// <summary>The kind that fits best, laid over the blob as well as it can be.</summary>
    public ShapeFit Match()
    {
        var first = Enum.GetValues<ShapeKind>().Select(Guess).OrderBy(fit => fit.Misfit).ToList();
        var best = first.TakeWhile(fit => fit.Misfit <= (CloseFactor * first[0].Misfit) + CloseMisfit).Select(Refine).MinBy(fit => fit.Misfit);
        return best with { X = best.X + left, Y = best.Y + top };
    }

    private ShapeFit Guess(ShapeKind kind)
    {
        var outline = Outline.Of(kind);

        // mass = A s², and the centre of mass lies s · (x̄, ȳ) from the middle
        var side = Math.Sqrt(Math.Max(mass, 1) / outline.Area);
        var (x, y) = ((massX / mass) - (side * outline.CentroidX), (massY / mass) - (side * outline.CentroidY));
        return Measure(kind, x, y, side, softnesses[0]);
    }

    /// <summary>Goes a step in every direction in turn, and halves the step where none is better.</summary>
    private ShapeFit Refine(ShapeFit first)
    {
        var best = Soften(first);
        for (var step = FirstStep; step > LastStep;)
        {
            var before = best.Misfit;
            foreach (var (dx, dy, grow) in new[] { (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1) })
            {
                best = Better(best, Measure(best.Kind, best.X + (dx * step), best.Y + (dy * step), best.Side + (grow * step), best.Softness));
            }

            step = best.Misfit < before ? step : step / 2;
        }

        return Soften(best);
    }

    private ShapeFit Soften(ShapeFit best) =>
        softnesses.Aggregate(best, (fit, softness) => Better(fit, Measure(fit.Kind, fit.X, fit.Y, fit.Side, softness)));

    private static ShapeFit Better(ShapeFit one, ShapeFit other) => other.Misfit < one.Misfit ? other : one;

    private ShapeFit Measure(ShapeKind kind, double x, double y, double side, double softness)
    {
        var mask = CoverageMask.Draw(Outline.Of(kind), x, y, side, width, height).Values;
        Blur.Apply(mask, width, height, softness);
        double product = 0, squares = 0, seen = 0, pixels = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (counts[i])
            {
                product += amounts[i] * mask[i];
                squares += mask[i] * mask[i];
                seen += amounts[i] * amounts[i];
                pixels++;
            }
        }

        // min over g of Σ (a − g m)² is Σ a² − (Σ a m)² / Σ m², at g = Σ a m / Σ m²
        var explained = squares > 0 ? product * product / squares : 0;
        var misfit = explained > 0 ? Math.Max(0, seen - explained - (pixels * noise)) / explained : double.MaxValue;
        return new ShapeFit(kind, x, y, side, softness, misfit, squares > 0 ? product / squares : 0);
    }
}
