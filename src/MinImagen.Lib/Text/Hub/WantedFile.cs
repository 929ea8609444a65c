namespace MinImagen.Lib.Text.Hub;

/// <summary>A file to have, under the first of its names that the repository has.</summary>
/// <param name="Names">Its names, the best first.</param>
/// <param name="MaxBytes">The most that a file of its kind may hold.</param>
/// <param name="IsOptional">Whether the repository may lack it. Optional files come before those that are not.</param>
/// <param name="PartsOf">For an index of parts: given its path, the names of the parts, which are fetched too.</param>
internal sealed record WantedFile(
    IReadOnlyList<string> Names, long MaxBytes, bool IsOptional = false, Func<string, IReadOnlyList<string>>? PartsOf = null);
