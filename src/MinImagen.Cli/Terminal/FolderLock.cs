namespace MinImagen.Cli.Terminal;

/// <summary>One process at a time makes what is in a folder; the second waits, and then finds it made.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Waits for a folder's turn.</summary>
    /// <param name="folder">The folder; the lock is a file beside it, which stays.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static FolderLock Take(string folder, CancellationToken cancellation)
    {
        var path = folder.TrimEnd(Path.DirectorySeparatorChar) + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (!Directory.Exists(path))
            {
                cancellation.WaitHandle.WaitOne(BetweenTries);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
