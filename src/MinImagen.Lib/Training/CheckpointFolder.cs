using System.Globalization;
using System.Text.RegularExpressions;

namespace MinImagen.Lib.Training;

/// <summary>
/// The checkpoints of a training, numbered in the order in which they were written. The last two are kept: should the
/// newest turn out to be damaged, the one before it is still there.
/// </summary>
internal sealed partial class CheckpointFolder(string path)
{
    private const int Kept = 2;

    /// <summary>The checkpoints that are there, damaged or not, the newest first.</summary>
    public IReadOnlyList<string> Paths => !Directory.Exists(path) ? [] :
        [.. Directory.EnumerateFiles(path).Where(file => NumberOf(file) >= 0).OrderByDescending(NumberOf)];

    /// <summary>Writes a checkpoint as the newest one, and removes those that are too old to be kept.</summary>
    public void Save(Checkpoint checkpoint)
    {
        var number = Paths.Select(NumberOf).FirstOrDefault() + 1;
        checkpoint.Save(Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"checkpoint_{number:D6}.safetensors")));
        foreach (var old in Paths.Skip(Kept))
        {
            File.Delete(old);
        }
    }

    /// <summary>Reads the newest checkpoint that is whole.</summary>
    /// <param name="damaged">Told of each newer one that is not.</param>
    /// <returns>The checkpoint and its file; null where there is none.</returns>
    /// <exception cref="InvalidDataException">There are some, and all are damaged.</exception>
    public (Checkpoint Checkpoint, string Path)? LoadNewest(Action<string>? damaged = null)
    {
        InvalidDataException? last = null;
        foreach (var file in Paths)
        {
            try
            {
                return (Checkpoint.Load(file), file);
            }
            catch (InvalidDataException unusable)
            {
                last = unusable;
                damaged?.Invoke(file);
            }
        }
        return last is null ? null : throw new InvalidDataException($"{path}: no checkpoint is whole: {last.Message}", last);
    }

    private static long NumberOf(string file) =>
        FileName().Match(Path.GetFileName(file)) is { Success: true } match ? long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : -1;

    [GeneratedRegex(@"^checkpoint_(?<number>\d{6,18})\.safetensors$")]
    private static partial Regex FileName();
}
