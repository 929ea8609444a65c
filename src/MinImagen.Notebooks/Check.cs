using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>Tells right from wrong in the check cells of exercises: gives what to show, or throws with a hint.</summary>
public static class Check
{
    /// <summary>A tensor must be what it should be: shape first, then the values.</summary>
    /// <param name="actual">What the learner made; null while there is nothing.</param>
    /// <param name="expected">What is right.</param>
    /// <param name="what">What was checked, said when it is right: "x_t is noised as QSample noises it".</param>
    /// <param name="hint">What to look at when it is wrong.</param>
    /// <param name="tolerance">The largest difference to forgive, relative to 1 or to the expected value where that is larger.</param>
    /// <exception cref="NotYetException">It is not right.</exception>
    public static Verdict Close(Tensor? actual, Tensor expected, string what, string hint, double tolerance = 1e-4) => throw new NotImplementedException();

    /// <summary>A number must be what it should be.</summary>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Close(double? actual, double expected, string what, string hint, double tolerance = 1e-4) => throw new NotImplementedException();

    /// <summary>Numbers must be what they should be, one by one.</summary>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Close(IReadOnlyList<double>? actual, IReadOnlyList<double> expected, string what, string hint, double tolerance = 1e-4) => throw new NotImplementedException();

    /// <summary>A shape must be what it should be.</summary>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Shape(Tensor? actual, long[] expected, string what, string hint) => throw new NotImplementedException();

    /// <summary>A value must equal what it should be: a word, a choice, a whole number, a list of them.</summary>
    /// <typeparam name="T">Of any type with equality; sequences are compared element by element.</typeparam>
    /// <inheritdoc cref="Close(Tensor?, Tensor, string, string, double)"/>
    public static Verdict Equal<T>(T? actual, T expected, string what, string hint) => throw new NotImplementedException();

    /// <summary>Something must hold that is no comparison.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="what">What was checked, said when it is right.</param>
    /// <param name="hint">What to look at when it is wrong.</param>
    /// <exception cref="NotYetException">It does not hold.</exception>
    public static Verdict That(bool holds, string what, string hint) => throw new NotImplementedException();

    /// <summary>Several checks of one exercise, all right.</summary>
    /// <param name="verdicts">What the checks gave.</param>
    public static Verdict All(params Verdict[] verdicts) => verdicts.Aggregate((all, next) => all.And(next));
}
