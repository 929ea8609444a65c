namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// The language of the scenes, one clause: <c>a SIZE COLOUR KIND</c>, or <c>a SIZE COLOUR KIND RELATION a SIZE COLOUR
/// KIND</c>.
/// </summary>
public static class SceneGrammar
{
    private const string Article = "a";
    private const int WordsOfObject = 4;

    private static readonly Dictionary<string, ShapeSize> Sizes = Enum.GetValues<ShapeSize>().ToDictionary(Word);
    private static readonly Dictionary<string, ShapeColor> Colors = Enum.GetValues<ShapeColor>().ToDictionary(Word);
    private static readonly Dictionary<string, ShapeKind> Kinds = Enum.GetValues<ShapeKind>().ToDictionary(Word);
    private static readonly Dictionary<string, Relation> Relations = Enum.GetValues<Relation>().ToDictionary(Word);

    /// <summary>What this world knows, for somebody who asked for something else: three sentences with examples.</summary>
    public static string Description { get; } =
        $"It draws {Series(Kinds.Keys.Select(kind => kind == "cross" ? "crosses" : kind + "s"), "and")}, "
        + $"{Series(Sizes.Keys, "or")}, in {Series(Colors.Keys, "or")}: "
        + $"one, or two of them, the first {Series(Relations.Keys, "or")} the second. "
        + "Say \"a big red circle\", or \"a big red circle above a small blue square\".";

    /// <summary>Every word of the language, once, the article first.</summary>
    public static IReadOnlyList<string> Words { get; } =
        [Article, .. Sizes.Keys, .. Colors.Keys, .. Kinds.Keys, .. Relations.Keys.SelectMany(relation => relation.Split(' ')).Distinct()];

    /// <summary>The word for a size.</summary>
    public static string Word(ShapeSize size) => size.ToString().ToLowerInvariant();

    /// <summary>The word for a colour.</summary>
    public static string Word(ShapeColor color) => color.ToString().ToLowerInvariant();

    /// <summary>The word for a kind.</summary>
    public static string Word(ShapeKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The words for a relation.</summary>
    public static string Word(Relation relation) => relation switch
    {
        Relation.LeftOf => "left of",
        Relation.RightOf => "right of",
        _ => relation.ToString().ToLowerInvariant(),
    };

    /// <summary>Says in a sentence why a caption is not the caption of a scene.</summary>
    /// <param name="caption">Any text.</param>
    /// <returns>The sentence, or null where <see cref="Scene.Parse"/> understands the caption.</returns>
    public static string? Explain(string caption)
    {
        if (Read(caption) is not null)
        {
            return null;
        }

        var words = Split(caption);
        var unknown = words.Except(Words).Take(3).Select(word => $"\"{word}\"").ToArray();
        return words.Length == 0 ? "The caption is empty."
            : unknown.Length > 0 ? $"This world has no word {Series(unknown, "or")}."
            : "These are words of this world, but not in an order that it understands.";
    }

    internal static string Write(SceneObject thing) => $"{Article} {Word(thing.Size)} {Word(thing.Color)} {Word(thing.Kind)}";

    internal static string Write(Scene scene) => scene is { Relation: { } relation, Second: { } second }
        ? $"{Write(scene.First)} {Word(relation)} {Write(second)}"
        : Write(scene.First);

    internal static Scene? Read(string caption)
    {
        var words = Split(caption);
        if (words.Length == WordsOfObject)
        {
            return ReadObject(words) is { } only ? new Scene(only) : null;
        }

        return words.Length > 2 * WordsOfObject
            && ReadObject(words[..WordsOfObject]) is { } first
            && Relations.TryGetValue(string.Join(' ', words[WordsOfObject..^WordsOfObject]), out var relation)
            && ReadObject(words[^WordsOfObject..]) is { } second
            ? new Scene(first, relation, second)
            : null;
    }

    private static SceneObject? ReadObject(string[] words) =>
        words is [Article, var size, var color, var kind]
        && Sizes.TryGetValue(size, out var knownSize)
        && Colors.TryGetValue(color, out var knownColor)
        && Kinds.TryGetValue(kind, out var knownKind)
            ? new SceneObject(knownSize, knownColor, knownKind)
            : null;

    private static string[] Split(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        return caption.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Series(IEnumerable<string> words, string conjunction)
    {
        string[] all = [.. words];
        return all.Length == 1 ? all[0] : $"{string.Join(", ", all[..^1])} {conjunction} {all[^1]}";
    }
}
