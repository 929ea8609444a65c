namespace MinImagen.Lib.Data;

/// <summary>One row of a captions file.</summary>
/// <param name="File">The picture, relative to the captions file, with forward slashes.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Split">The part of the data it belongs to; null where the file does not say.</param>
public sealed record CaptionedFile(string File, string Caption, DataSplit? Split = null);
