namespace MinImagen.Lib.Data;

/// <summary>Makes a row of a line of a captions file.</summary>
/// <param name="line">The line.</param>
/// <param name="row">The row; its names are yet to be checked.</param>
/// <returns>What is wrong with the line; null when nothing is.</returns>
internal delegate string? RowParser(string line, out CaptionedFile row);
