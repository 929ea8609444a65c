namespace MinImagen.Cli.Book;

/// <summary>What a page of the book is.</summary>
internal enum PageKind
{
    /// <summary>A lesson, one of those that are read in order.</summary>
    Lesson,

    /// <summary>The exercises of a lesson, solved.</summary>
    Solution,

    /// <summary>A text of the project that a page refers to.</summary>
    Reading,
}
