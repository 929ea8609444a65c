namespace MinImagen.Lib.Text.Pretraining;

/// <summary>One meaning in WordNet: the words that have it, and its gloss.</summary>
/// <param name="Words">At least one word or phrase, spaces between its parts.</param>
/// <param name="Gloss">The definition, often with examples behind it.</param>
public sealed record WordNetEntry(IReadOnlyList<string> Words, string Gloss)
{
    /// <summary>The entry as a line of a dictionary: "puppy: a young dog".</summary>
    public string Text => $"{string.Join(", ", Words)}: {Gloss}";
}
