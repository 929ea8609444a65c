namespace MinImagen.Notebooks.Drawing;

/// <summary>An arrow of a diagram.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where its point is.</param>
/// <param name="Label">What is written along it.</param>
/// <param name="Dashed">A broken line.</param>
internal sealed record DiagramArrow(DiagramBox From, DiagramBox To, string Label, bool Dashed);
