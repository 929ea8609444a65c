using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>A named row of points for <see cref="Plots"/>. A pair of a name and values becomes one by itself.</summary>
public sealed record Series
{
    /// <summary>A series of points.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Where each point is.</param>
    /// <param name="y">Its height; as many as <paramref name="x"/>. What is not finite leaves a gap.</param>
    /// <exception cref="ArgumentException">There are more of one than of the other.</exception>
    public Series(string name, IEnumerable<double> x, IEnumerable<double> y)
    {
        (Name, X, Y) = (name, [.. x], [.. y]);
        if (X.Count != Y.Count)
            throw new ArgumentException($"The series '{name}' has {X.Count} values of x and {Y.Count} of y.");
    }

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>Where each point is.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>How high.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Drawn as a broken line.</summary>
    public bool IsDashed { get; init; }

    /// <summary>Drawn with a dot at each point.</summary>
    public bool HasMarkers { get; init; }

    /// <summary>This series as a broken line.</summary>
    public Series Dashed() => this with { IsDashed = true };

    /// <summary>This series with a dot at each point.</summary>
    public Series WithMarkers() => this with { HasMarkers = true };

    /// <summary>The values of a tensor over 0, 1, 2, ….</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="y">Any shape, taken in its order.</param>
    public static Series Of(string name, Tensor y) => Of(name, Numbers(y));

    /// <summary>The values of a tensor over those of another.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Where each point is.</param>
    /// <param name="y">As many as <paramref name="x"/>.</param>
    public static Series Of(string name, Tensor x, Tensor y) => new(name, Numbers(x), Numbers(y));

    /// <summary>Values over 0, 1, 2, ….</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="y">The values.</param>
    public static Series Of(string name, double[] y)
    {
        ArgumentNullException.ThrowIfNull(y);
        return new(name, Enumerable.Range(0, y.Length).Select(i => (double)i), y);
    }

    /// <summary>Values over 0, 1, 2, ….</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="y">The values.</param>
    public static Series Of(string name, IEnumerable<double> y) => Of(name, y.ToArray());

    /// <summary>Points.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="points">Each with its x and y.</param>
    public static Series Of(string name, IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        return new(name, all.Select(point => point.X), all.Select(point => point.Y));
    }

    /// <summary>A function, looked at in places of equal distance.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="function">y of x.</param>
    /// <param name="from">The first x.</param>
    /// <param name="to">The last x.</param>
    /// <param name="points">In how many places, at least 2.</param>
    public static Series Of(string name, Func<double, double> function, double from, double to, int points = 201)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        double[] x = [.. Enumerable.Range(0, points).Select(i => from + ((to - from) * i / (points - 1)))];
        return new(name, x, x.Select(function));
    }

    /// <summary><c>("β_t", betas)</c> is a series over 0, 1, 2, ….</summary>
    /// <param name="series">Name and values.</param>
    public static implicit operator Series((string Name, Tensor Y) series) => Of(series.Name, series.Y);

    /// <summary><c>("β_t", t, betas)</c> is a series.</summary>
    /// <param name="series">Name, x and y.</param>
    public static implicit operator Series((string Name, Tensor X, Tensor Y) series) => Of(series.Name, series.X, series.Y);

    /// <summary><c>("loss", losses)</c> is a series over 0, 1, 2, ….</summary>
    /// <param name="series">Name and values.</param>
    public static implicit operator Series((string Name, double[] Y) series) => Of(series.Name, series.Y);

    /// <summary><c>("loss", steps, losses)</c> is a series.</summary>
    /// <param name="series">Name, x and y.</param>
    public static implicit operator Series((string Name, double[] X, double[] Y) series) => new(series.Name, series.X, series.Y);

    private static double[] Numbers(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}
