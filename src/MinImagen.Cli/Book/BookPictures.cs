using System.Buffers.Binary;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Files;

namespace MinImagen.Cli.Book;

/// <summary>The folder <c>pictures</c> of a book.</summary>
/// <param name="book">The book's folder.</param>
internal sealed class BookPictures(string book)
{
    private const int MostBytes = 32 << 20;
    private const int LargestSide = 20_000;

    private static readonly byte[] signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly string[] kinds = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"];

    /// <summary>Adds a cell's PNG.</summary>
    /// <param name="page">The page that it is on.</param>
    /// <param name="name">Its name among those of the page.</param>
    /// <param name="base64">The file as notebooks hold it.</param>
    /// <param name="alt">What it shows, in words.</param>
    /// <returns>The element that shows it.</returns>
    /// <exception cref="CommandException">It is no PNG.</exception>
    internal string AddPng(BookPage page, string name, string base64, string alt)
    {
        var (bytes, width, height) = Decode(base64) ?? throw new CommandException($"{page.Source}: picture {name} is no PNG; run: ./minimagen notebooks run {page.Source}");
        var file = $"{Path.ChangeExtension(page.Address, null).Replace('/', '-')}-{name}.png";
        var target = Path.Combine(book, "pictures", file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, bytes);
        return string.Create(CultureInfo.InvariantCulture, $"""<img src="{page.ToRoot}pictures/{Html.Escape(file)}" width="{width}" height="{height}" style="--width:{width}" alt="{Html.Escape(alt)}" decoding="async">""");
    }

    /// <summary>Adds a picture that a text shows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="toRoot">The way from the page's folder to the book's.</param>
    /// <param name="root">The folder that its address is counted from.</param>
    /// <returns>Its address, from the page.</returns>
    /// <exception cref="CommandException">It is of no kind that browsers show.</exception>
    internal string AddFile(string file, string toRoot, string root)
    {
        if (!kinds.Contains(Path.GetExtension(file)))
        {
            throw new CommandException($"{file} is no picture that the book can show; they end in {string.Join(", ", kinds)}");
        }
        var name = Path.GetRelativePath(root, file).Replace('\\', '/').Replace('/', '-');
        var target = Path.Combine(book, "pictures", name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, BoundedFile.ReadAllBytes(file, MostBytes));
        return $"{toRoot}pictures/{Uri.EscapeDataString(name)}";
    }

    /// <summary>A PNG and its size, which stands at the beginning of its first chunk, IHDR.</summary>
    private static (byte[] Bytes, int Width, int Height)? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length < 24 || !bytes.AsSpan().StartsWith(signature))
        {
            return null;
        }
        var width = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16));
        var height = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20));
        return width is > 0 and <= LargestSide && height is > 0 and <= LargestSide ? (bytes[..length], width, height) : null;
    }
}
