namespace MinImagen.Lib.Text.Hub;

/// <summary>
/// A file that one process, or thread, holds open at a time. The system lets go of it when its holder ends, however that ends: a
/// lock is never stale, and the file may lie about.
/// </summary>
internal static class HubLock
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until nobody else holds the lock.</summary>
    /// <param name="path">The file; its folder is created where it is missing.</param>
    /// <param name="onWait">Called once when somebody else holds it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>What to dispose of to let go.</returns>
    internal static async Task<IDisposable> TakeAsync(string path, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = false; ; waited = true)
        {
            if (TryTake(path) is { } held)
                return held;
            if (!waited)
                onWait();
            await Task.Delay(BetweenLooks, cancellation).ConfigureAwait(false);
        }
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    // .NET gives a held lock no exception of its own: EWOULDBLOCK (11 on Linux, 35 on macOS), or Windows' sharing violation.
    private static bool IsHeld(IOException e) => e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) is 11 or 35 or 32;
}
