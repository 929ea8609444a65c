using System.Net;
using MinImagen.Lib.Files;
using MinImagen.Notebooks.Drawing;
using MinImagen.Notebooks.Formatting;

namespace MinImagen.Notebooks;

/// <summary>A picture, drawn: PNG in a notebook, so that every front shows it, with words for those who do not see it.</summary>
[TypeFormatterSource(typeof(PictureFormatters), PreferredMimeTypes = [MimeTypes.Png, MimeTypes.Plain])]
public sealed class Picture : View
{
    private readonly byte[] png;

    internal Picture(Canvas canvas, string text)
    {
        png = canvas.ToPng();
        (Width, Height) = (canvas.Width, canvas.Height);
        Text = text;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The file's bytes.</summary>
    public ReadOnlyMemory<byte> Png => png;

    /// <inheritdoc/>
    public override string Text { get; }

    /// <inheritdoc/>
    public override string Html =>
        $"<img src=\"{DataUri}\" width=\"{Width}\" height=\"{Height}\" style=\"max-width:100%;height:auto\" alt=\"{WebUtility.HtmlEncode(Text)}\">";

    /// <summary>Writes the PNG, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(png));

    internal string DataUri => $"data:{MimeTypes.Png};base64,{ToBase64()}";

    internal string ToBase64() => Convert.ToBase64String(png);
}
