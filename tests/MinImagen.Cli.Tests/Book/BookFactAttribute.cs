using MinImagen.Cli.Tests.Play;

namespace MinImagen.Cli.Tests.Book;

/// <summary>A test that makes the book, and is skipped where there is no Node.js, npm or Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BookFactAttribute : FactAttribute
{
    public BookFactAttribute() => Skip = Missing;

    /// <summary>What is missing here; null where nothing is.</summary>
    internal static string? Missing { get; } =
        !File.Exists(BrowserFactAttribute.Browser) ? $"there is no {BrowserFactAttribute.Browser}: apt-get install chromium"
        : !File.Exists("/usr/bin/node") || !File.Exists("/usr/bin/npm") ? "there is no Node.js or no npm: apt-get install nodejs npm"
        : null;
}
