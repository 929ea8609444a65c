using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Evaluation;

/// <summary>The contact sheets of an evaluation on emoji.</summary>
/// <param name="folder">Where to.</param>
/// <param name="all">All true pictures.</param>
internal sealed class EmojiSheets(string folder, ICaptionedImages all)
{
    /// <summary>Captions on the sheet of those that training never showed.</summary>
    public const int HeldOut = 48;

    private const int MostFailures = 40;
    private const int MostPictures = 64;

    /// <summary>
    /// Writes failures (drawn, the picture of the caption, the nearest picture), what was drawn, and what was drawn for captions
    /// that training never showed, each beside its true picture.
    /// </summary>
    /// <param name="asked">The index of the true picture of each drawing.</param>
    /// <param name="drawings">How each was judged.</param>
    /// <param name="distances">How far each is from all true pictures.</param>
    /// <param name="pictures">The drawings, shape (n, 3, side, side).</param>
    /// <param name="heldOut">The indices of the true pictures that training never showed.</param>
    /// <param name="held">What was drawn for their captions; null where there are none.</param>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Save(
        int[] asked, EmojiDrawing[] drawings, IReadOnlyList<float[]> distances, Tensor pictures, int[] heldOut, Tensor? held)
    {
        using var scope = NewDisposeScope();
        List<string> files = [];
        var failures = drawings.Index().Where(drawing => drawing.Item.Rank > 1).Select(drawing => drawing.Index).Take(MostFailures).ToArray();
        if (failures.Length > 0)
        {
            files.Add(SaveSheet("failures.png", 4, failures, i => drawings[i].Caption + " - nearest: " + drawings[i].Nearest, i => cat(
                [pictures[i], all.GetImage(asked[i]), all.GetImage(Array.IndexOf(distances[i], distances[i].Min()))], 2)));
        }

        int[] first = [.. Enumerable.Range(0, Math.Min(drawings.Length, MostPictures))];
        files.Add(SaveSheet("pictures.png", 8, first, i => drawings[i].Caption, i => pictures[i]));
        if (held is not null)
        {
            int[] places = [.. Enumerable.Range(0, heldOut.Length)];
            files.Add(SaveSheet("held_out.png", 6, places, i => all.GetCaption(heldOut[i]), i => cat([held[i], all.GetImage(heldOut[i])], 2)));
        }

        return files;
    }

    private string SaveSheet(string name, int columns, int[] indices, Func<int, string> caption, Func<int, Tensor> picture)
    {
        var path = Path.Combine(folder, name);
        new ContactSheet { Columns = columns, PictureSize = 192 }.Save(path, stack(indices.Select(picture).ToArray()), [.. indices.Select(caption)]);
        return path;
    }
}
