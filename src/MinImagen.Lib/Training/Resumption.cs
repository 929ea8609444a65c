using System.Globalization;

namespace MinImagen.Lib.Training;

/// <summary>Where a training goes on.</summary>
/// <param name="Checkpoint">The file that it goes on from.</param>
/// <param name="Step">The steps that were taken by then.</param>
/// <param name="Damaged">Newer checkpoints that were damaged, and are gone now; empty unless something went wrong.</param>
/// <param name="OtherThreads">With how many threads it was computed until now, where that is another number; else null.</param>
public sealed record Resumption(string Checkpoint, long Step, IReadOnlyList<string> Damaged, int? OtherThreads)
{
    /// <summary>All of it as a line for a person.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"resumed from step {Step} ({Path.GetFileName(Checkpoint)})")
        + string.Concat(Damaged.Select(file => $"; {Path.GetFileName(file)} was damaged and is removed, so this is the one before it"))
        + (OtherThreads is { } threads ? string.Create(CultureInfo.InvariantCulture, $"; it was computed with {threads} threads until now, so the last bits may differ") : "");
}
