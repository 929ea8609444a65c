using System.Text;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Files;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Pretraining;
using MinImagen.Lib.Training;

namespace MinImagen.Lib.Generation;

/// <summary>
/// The captions that a trained model can be expected to draw: the language of the shapes, or a list, <c>captions.txt</c> in
/// the checkpoint's folder with a caption a line. A model of anything else is not known to know any.
/// </summary>
public sealed class CaptionWorld
{
    /// <summary>The name of the file with the captions that a model learnt.</summary>
    public const string FileName = "captions.txt";

    private const int MaxBytes = 4 << 20;
    private const int Suggestions = 4;

    private static readonly HashSet<string> ShapesWords = [.. SceneGrammar.Words];

    private readonly bool isShapes;
    private readonly IReadOnlyList<string> captions;
    private readonly HashSet<string> known;
    private readonly HashSet<string> words;

    private CaptionWorld(bool isShapes, IReadOnlyList<string> captions)
    {
        this.isShapes = isShapes;
        this.captions = captions;
        known = new HashSet<string>(captions.Select(Plain));
        words = isShapes ? ShapesWords : [.. known.SelectMany(caption => caption.Split(' '))];
    }

    /// <summary>Finds out what a model knows, from its parameters and the list beside them.</summary>
    /// <param name="checkpoint">The folder of the model.</param>
    /// <exception cref="IOException">It is no such folder.</exception>
    /// <exception cref="InvalidDataException">A file in it is damaged.</exception>
    public static CaptionWorld Of(string checkpoint)
    {
        var data = TrainingDirectory.Open(checkpoint).LoadTrainingParameters().GetValueOrDefault("DATA");
        var list = Path.Combine(checkpoint, FileName);
        return new CaptionWorld(
            data is DataSources.ShapesName,
            File.Exists(list)
                ? Encoding.UTF8.GetString(BoundedFile.ReadAllBytes(list, MaxBytes)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : []);
    }

    /// <summary>Whether it is known at all what the model knows.</summary>
    public bool IsKnown => isShapes || captions.Count > 0;

    /// <summary>Whether the model can be expected to draw a caption; case and the number of spaces do not matter.</summary>
    public bool Knows(string caption) => isShapes ? Scene.Parse(caption) is not null : known.Contains(Plain(caption));

    /// <summary>The share of a caption's words, from 0 to 1, that the model has met.</summary>
    public double Familiarity(string caption)
    {
        var said = Plain(caption).Split(' ');
        return said.Count(words.Contains) / (double)said.Length;
    }

    /// <summary>A friendly word about a caption that the model does not know, with what it does know.</summary>
    /// <param name="caption">Any text.</param>
    /// <param name="encoder">The model's text encoder: what it takes to be similar is.</param>
    /// <returns>A sentence or more; null where the model knows the caption, or where nothing can be said.</returns>
    public string? Explain(string caption, ITextEncoder encoder)
    {
        if (!IsKnown || Knows(caption))
        {
            return null;
        }

        if (isShapes)
        {
            return $"{SceneGrammar.Explain(caption)} {SceneGrammar.Description}";
        }

        var hint = string.IsNullOrWhiteSpace(caption) || captions.Count < 2 ? captions.Take(Suggestions)
            : new NearestCaptions(encoder, captions).Find(caption, Suggestions).Select(near => near.Caption);
        return $"It learnt {captions.Count} captions, and this is none of them. Nearest to it are {string.Join(", ", hint.Select(near => $"\"{near}\""))}.";
    }

    private static string Plain(string caption) =>
        string.Join(' ', caption.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
