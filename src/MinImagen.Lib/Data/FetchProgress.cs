namespace MinImagen.Lib.Data;

/// <summary>How far the making of a data set is.</summary>
/// <param name="Stage">What is being done, for a person to read.</param>
/// <param name="Fraction">How much of the whole is done, from 0 to 1.</param>
public sealed record FetchProgress(string Stage, double Fraction);
