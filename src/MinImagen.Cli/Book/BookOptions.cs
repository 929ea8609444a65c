namespace MinImagen.Cli.Book;

/// <summary>What a book is made of, and where it goes.</summary>
internal sealed record BookOptions
{
    /// <summary>The folder with the lessons, and in its folder <c>solutions</c> their exercises solved.</summary>
    internal required string Notebooks { get; init; }

    /// <summary>The folder to write; what it holds is replaced.</summary>
    internal required string Output { get; init; }

    /// <summary>What the lessons may refer to lies in here: the folder above them.</summary>
    internal string Root => Path.GetDirectoryName(Path.GetFullPath(Notebooks).TrimEnd(Path.DirectorySeparatorChar)) ?? Path.GetFullPath(Notebooks);
}
