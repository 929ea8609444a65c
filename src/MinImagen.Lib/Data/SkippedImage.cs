namespace MinImagen.Lib.Data;

/// <summary>A row of a data set that could not be used.</summary>
/// <param name="Name">The file, or the line of the captions file.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record SkippedImage(string Name, string Reason);
