using System.Text.RegularExpressions;

namespace MinImagen.Lib.Files;

/// <summary>Writes a file so that a reader, or a power cut, sees the old contents or the new ones, never half of either.</summary>
public static partial class AtomicFile
{
    /// <summary>Told how far a write has come, and of which file: the tests pull the plug there.</summary>
    internal static event Action<string, AtomicWriteStage>? Reached;

    /// <summary>
    /// Writes to a temporary name in the target's folder, flushes to disk, then renames over the target.
    /// When <paramref name="write"/> throws, the target is as it was and nothing is left behind.
    /// </summary>
    /// <param name="path">The file to create or replace; its folder is created where it is missing.</param>
    /// <param name="write">Writes the contents.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);

        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target)
            ?? throw new ArgumentException($"{path} names no file.", nameof(path));
        Directory.CreateDirectory(folder);

        // The same folder, because a rename is atomic only within one file system.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Reached?.Invoke(target, AtomicWriteStage.Created);
                write(stream);
                Reached?.Invoke(target, AtomicWriteStage.Written);
                stream.Flush(flushToDisk: true);
            }

            Reached?.Invoke(target, AtomicWriteStage.Flushed);
            File.Move(temporary, target, overwrite: true);
            Reached?.Invoke(target, AtomicWriteStage.Renamed);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a text file, UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="text">Its contents.</param>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Removes the temporary files that a process left in a folder when it was killed inside <see cref="Write"/>.</summary>
    /// <param name="folder">The folder; nothing is done where there is none. Nobody may be writing to it.</param>
    public static void RemoveLeftovers(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, ".*").Where(file => TemporaryName().IsMatch(Path.GetFileName(file))))
            File.Delete(file);
    }

    // A dot, the file's own name, and what Path.GetRandomFileName makes.
    [GeneratedRegex(@"^\..+\.[a-z0-9]{8}\.[a-z0-9]{3}$")]
    private static partial Regex TemporaryName();
}
