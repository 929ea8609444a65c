namespace MinImagen.Cli.Tests.Book;

/// <summary><see cref="BookFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BookTheoryAttribute : TheoryAttribute
{
    public BookTheoryAttribute() => Skip = BookFactAttribute.Missing;
}
