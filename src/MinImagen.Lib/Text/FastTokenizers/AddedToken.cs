using System.Text.Json;

namespace MinImagen.Lib.Text.FastTokenizers;

/// <summary>An entry of <c>added_tokens</c>: what is cut out of a text before the vocabulary sees it.</summary>
/// <param name="Id">Its id, in the vocabulary or behind it.</param>
/// <param name="Content">How it is written.</param>
/// <param name="IsSpecial">Whether it is a sign, such as the end sign, rather than text.</param>
internal sealed record AddedToken(int Id, string Content, bool IsSpecial)
{
    private const int MaxCount = 20_000;
    private const int MaxId = 1 << 21;

    internal static IReadOnlyList<AddedToken> ReadAll(JsonElement root)
    {
        if (!root.TryGetProperty("added_tokens", out var list))
            return [];
        if (list.GetArrayLength() > MaxCount)
            throw new InvalidDataException($"it adds {list.GetArrayLength():N0} tokens");

        var tokens = list.EnumerateArray().Select(Read).ToList();
        return tokens.DistinctBy(token => token.Id).Count() == tokens.Count && tokens.DistinctBy(token => token.Content).Count() == tokens.Count
            ? tokens
            : throw new InvalidDataException("two of its added tokens have the same id or are written alike");
    }

    private static AddedToken Read(JsonElement entry)
    {
        var content = entry.GetProperty("content").GetString();
        var id = entry.GetProperty("id").GetInt32();
        if (string.IsNullOrEmpty(content) || id is < 0 or > MaxId)
            throw new InvalidDataException($"it adds the token '{content}' with the id {id}");
        if (entry.TryGetProperty("single_word", out var whole) && whole.GetBoolean())
            throw new InvalidDataException($"its added token '{content}' is to match whole words only, which T5's never are");
        return new AddedToken(id, content, entry.GetProperty("special").GetBoolean());
    }
}
