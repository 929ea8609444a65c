namespace MinImagen.Cli.Bench;

/// <summary>The middle and the spread of some measurements.</summary>
/// <param name="Median">The median.</param>
/// <param name="Low">The first quartile.</param>
/// <param name="High">The third quartile.</param>
public sealed record Spread(double Median, double Low, double High)
{
    /// <summary>Of at least one measurement; between two of them, linearly.</summary>
    public static Spread Of(IEnumerable<double> measurements)
    {
        var sorted = measurements.Order().ToArray();
        double At(double share)
        {
            var place = share * (sorted.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }

        return new Spread(At(0.5), At(0.25), At(0.75));
    }
}
