using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>A book's folder, written under a temporary name: a book that could not be finished leaves the old one as it was.</summary>
internal sealed class BookFolder : IDisposable
{
    // What is replaced was written by this command, and is no folder of anybody's that happens to have the name.
    private const string Mark = "assets/book.css";

    private readonly string target;
    private readonly FolderLock turn;

    private BookFolder(string target, FolderLock turn)
    {
        this.target = target;
        this.turn = turn;
        Path = $"{target}.{System.IO.Path.GetRandomFileName()}";
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to write to for now.</summary>
    internal string Path { get; }

    /// <summary>Begins a book.</summary>
    /// <param name="output">The folder that it will be.</param>
    /// <param name="cancellation">Ends the wait for another that is being written there.</param>
    /// <exception cref="CommandException">The folder holds something else.</exception>
    internal static BookFolder Begin(string output, CancellationToken cancellation)
    {
        var target = System.IO.Path.GetFullPath(output).TrimEnd(System.IO.Path.DirectorySeparatorChar);
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(System.IO.Path.Combine(target, Mark))))
        {
            throw new CommandException($"{target} is there and is no book: choose another folder with --out, or remove it");
        }
        return new BookFolder(target, FolderLock.Take(target, cancellation));
    }

    /// <summary>Puts the finished book in its place.</summary>
    internal void Finish()
    {
        var old = Path + ".old";
        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }
        Directory.Move(Path, target);
        if (Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
        turn.Dispose();
    }
}
