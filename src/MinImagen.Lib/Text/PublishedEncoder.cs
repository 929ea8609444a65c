namespace MinImagen.Lib.Text;

/// <summary>A T5 that the original knows by name.</summary>
/// <param name="Name">The original's name for it.</param>
/// <param name="Repository">Where it is published, on huggingface.co.</param>
/// <param name="EncodedDim">Width of its vectors.</param>
public sealed record PublishedEncoder(string Name, string Repository, int EncodedDim);
