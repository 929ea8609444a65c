using System.Globalization;
using System.Text;
using MinImagen.Lib.Tensors;
using Spectre.Console;
using static TorchSharp.torch;

namespace MinImagen.Cli.Terminal;

/// <summary>Small pictures in a terminal: a character shows two pixels, one above the other.</summary>
internal static class PicturePreview
{
    private const int Side = 18;
    private const int Columns = 4;
    private const string UpperHalf = "▀";

    /// <summary>Whether the terminal can show it: it has colours enough and is no file or pipe.</summary>
    public static bool IsPossible =>
        !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: ColorSystem.TrueColor or ColorSystem.EightBit };

    /// <summary>The pictures as Spectre's markup, several in a row.</summary>
    /// <param name="pictures">Shape (n, 3, h, h), in [0, 1].</param>
    public static string ToMarkup(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var sized = Resize.To(pictures.detach().cpu(), Side, Side, clamp: (0, 1));
        var bytes = (sized * 255f).round().to(ScalarType.Byte).permute(0, 2, 3, 1).contiguous().data<byte>().ToArray();
        var text = new StringBuilder();
        foreach (var row in Enumerable.Range(0, (int)pictures.shape[0]).Chunk(Columns))
        {
            for (var y = 0; y < Side; y += 2)
            {
                text.AppendJoin("  ", row.Select(picture => Line(bytes, picture, y))).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Line(byte[] bytes, int picture, int y)
    {
        string Color(int x, int row)
        {
            var at = 3 * ((((picture * Side) + row) * Side) + x);
            return string.Create(CultureInfo.InvariantCulture, $"#{bytes[at]:x2}{bytes[at + 1]:x2}{bytes[at + 2]:x2}");
        }

        return string.Concat(Enumerable.Range(0, Side).Select(x => $"[{Color(x, y)} on {Color(x, y + 1)}]{UpperHalf}[/]"));
    }
}
