namespace MinImagen.Notebooks;

/// <summary>A vector for <see cref="Plots.Arrows"/>.</summary>
/// <param name="Label">Written at its point.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where its point is.</param>
public sealed record Arrow(string Label, (double X, double Y) From, (double X, double Y) To);
