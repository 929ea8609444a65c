using System.Text.Json;
using MinImagen.Lib.Text;

namespace MinImagen.Lib.Tests.Text;

public class SentencePieceGoldenTests
{
    public static TheoryData<string> Ids => GoldenData.Ids("sentencepiece");

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryStringGivesTheReferencesIdsPiecesAndText(string id)
    {
        using var recorded = GoldenData.Json(GoldenData.Arguments(id).GetProperty("strings").GetString()!);
        var tokenizer = SentencePieceTokenizer.Load(GoldenData.PathOf(recorded.RootElement.GetProperty("model").GetString()!));
        var items = recorded.RootElement.GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(items);

        foreach (var item in items)
        {
            var text = item.GetProperty("text").GetString()!;
            var ids = item.GetProperty("ids").EnumerateArray().Select(value => value.GetInt32());
            Assert.Equal(ids, tokenizer.EncodeAsIds(text));
            Assert.Equal(Strings(item.GetProperty("pieces")), tokenizer.EncodeAsPieces(text));
            Assert.Equal(item.GetProperty("decoded").GetString(), tokenizer.Decode(ids));
            if (item.GetProperty("normalized").GetString() is { } normalized)
                Assert.Equal(normalized, tokenizer.Normalize(text));
        }
    }

    private static IEnumerable<string?> Strings(JsonElement list) => list.EnumerateArray().Select(value => value.GetString());
}
