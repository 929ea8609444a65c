namespace MinImagen.Lib.Data;

/// <summary>Which pictures a batch is made of.</summary>
/// <param name="Position">How many pictures were handed out before it, over all epochs.</param>
/// <param name="Indices">Their numbers in the data set.</param>
internal sealed record BatchPlan(long Position, int[] Indices);
