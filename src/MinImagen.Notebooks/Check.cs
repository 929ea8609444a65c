using System.Collections;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>
/// Tells right from wrong in the check cells of exercises: gives a verdict to show, with a hint where it is not right yet. It
/// throws for no answer, so that a lesson with unsolved exercises runs to its end.
/// </summary>
public static class Check
{
    /// <summary>A tensor must be what it should be: shape first, then the values.</summary>
    /// <param name="actual">What the learner made; null while there is nothing.</param>
    /// <param name="expected">What is right.</param>
    /// <param name="what">What was checked, said when it is right: "x_t is noised as QSample noises it".</param>
    /// <param name="hint">What to look at when it is wrong.</param>
    /// <param name="tolerance">The largest difference to forgive, relative to 1 or to the expected value where that is larger.</param>
    public static Verdict Close(Tensor? actual, Tensor expected, string what, string hint, double tolerance = 1e-4)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (actual is null)
            return Nothing(hint);
        if (!actual.shape.SequenceEqual(expected.shape))
            return WrongShape(actual, expected.shape, hint);
        return Close(Values(actual), Values(expected), i => $" at {Place(i, expected.shape)}", what, hint, tolerance);
    }

    /// <summary>A number must be what it should be.</summary>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Close(double? actual, double expected, string what, string hint, double tolerance = 1e-4) => actual is { } number
        ? Close([number], [expected], _ => "", what, hint, tolerance)
        : Nothing(hint);

    /// <summary>Numbers must be what they should be, one by one.</summary>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Close(IReadOnlyList<double>? actual, IReadOnlyList<double> expected, string what, string hint, double tolerance = 1e-4)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (actual is null)
            return Nothing(hint);
        return actual.Count == expected.Count
            ? Close(actual, expected, i => $" at [{i}]", what, hint, tolerance)
            : NotYet($"there are {actual.Count} numbers where {expected.Count} are asked for.", hint);
    }

    /// <summary>A shape must be what it should be.</summary>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Shape(Tensor? actual, long[] expected, string what, string hint)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (actual is null)
            return Nothing(hint);
        return actual.shape.SequenceEqual(expected) ? Verdict.Right(what) : WrongShape(actual, expected, hint);
    }

    /// <summary>A value must equal what it should be: a word, a choice, a whole number, a list of them.</summary>
    /// <typeparam name="T">Of any type with equality; sequences are compared element by element.</typeparam>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Equal<T>(T? actual, T expected, string what, string hint)
    {
        if (actual is null)
            return Nothing(hint);
        return AreEqual(actual, expected) ? Verdict.Right(what) : NotYet($"this is {Show(actual)}, which is not the answer.", hint);
    }

    /// <summary>Something must hold that is no comparison.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="what">What was checked, said when it is right.</param>
    /// <param name="hint">What to look at when it is wrong.</param>
    public static Verdict That(bool holds, string what, string hint) => holds ? Verdict.Right(what) : NotYet("this does not hold yet.", hint);

    /// <summary>Several checks of one exercise: right where all are.</summary>
    /// <param name="verdicts">What the checks gave.</param>
    public static Verdict All(params Verdict[] verdicts) => verdicts.Aggregate((all, next) => all.And(next));

    private static Verdict Close(IReadOnlyList<double> actual, IReadOnlyList<double> expected, Func<int, string> place, string what, string hint, double tolerance)
    {
        var (worst, at, notNumbers) = (0.0, -1, 0);
        for (var i = 0; i < expected.Count; i++)
        {
            // |a − e| / max(1, |e|); equal infinities differ by nothing.
            var difference = actual[i].Equals(expected[i]) ? 0 : Math.Abs(actual[i] - expected[i]) / Math.Max(1, Math.Abs(expected[i]));
            if (double.IsNaN(difference))
                notNumbers++;
            else if (difference > worst)
                (worst, at) = (difference, i);
        }

        if (notNumbers > 0)
            return NotYet($"{(expected.Count == 1 ? "this" : $"{notNumbers} of {expected.Count} values")} {(notNumbers == 1 ? "is" : "are")} NaN or infinite.", hint);
        return worst <= tolerance
            ? Verdict.Right(what)
            : NotYet($"{TensorSummary.Number(actual[at])} where {TensorSummary.Number(expected[at])} is right{place(at)}{Others(actual, expected, tolerance)}.", hint);
    }

    private static string Others(IReadOnlyList<double> actual, IReadOnlyList<double> expected, double tolerance)
    {
        var wrong = actual.Zip(expected).Count(pair => Math.Abs(pair.First - pair.Second) > tolerance * Math.Max(1, Math.Abs(pair.Second)));
        return expected.Count == 1 ? "" : $", and {wrong} of {expected.Count} values are off";
    }

    private static double[] Values(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private static string Place(int index, long[] shape)
    {
        var place = new long[shape.Length];
        long rest = index;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            (rest, place[axis]) = Math.DivRem(rest, shape[axis]);
        }

        return $"[{string.Join(", ", place)}]";
    }

    private static bool AreEqual<T>(T actual, T expected) => actual is IEnumerable some and not string && expected is IEnumerable others
        ? some.Cast<object?>().SequenceEqual(others.Cast<object?>())
        : EqualityComparer<T>.Default.Equals(actual, expected);

    private static string Show(object value) => value is IEnumerable list and not string
        ? $"[{string.Join(", ", list.Cast<object?>().Take(12))}]"
        : $"{value}";

    private static Verdict Nothing(string hint) => NotYet("there is nothing here.", hint);

    private static Verdict WrongShape(Tensor actual, long[] expected, string hint) =>
        NotYet($"the shape is {TensorSummary.ShapeOf(actual)} where ({string.Join(", ", expected)}) is right.", hint);

    private static Verdict NotYet(string finding, string hint) => Verdict.NotYet($"{finding} Hint: {hint}");
}
