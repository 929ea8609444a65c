namespace CompatLaw.Tests.Samples;

/// <summary>Does what its list says, in as many of the list's notations as fit in one type.</summary>
public class Lawful : IDisposable
{
    public const int Answer = 42;

    protected double rate;

    public enum Reduction { None, Mean }

    public (string, long)? this[params long[] index] => null;

    public static IList<T>? Pick<T>(IEnumerable<T> items, out int count, string name = "x", double scale = 1e-8, Reduction reduction = Reduction.Mean, CancellationToken cancellation = default)
    {
        count = 0;
        return null;
    }

    public static Lawful operator +(Lawful left, in int right) => left;

    [Obsolete("Says so.")]
    protected virtual void Resize(bool? keep = null) { }

    public override string ToString() => "overrides of .NET's own members are nobody's surface";

    public void Dispose() => GC.SuppressFinalize(this);
}
