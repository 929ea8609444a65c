using System.Text;
using System.Text.Json.Nodes;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;
using static MinImagen.Lib.Tests.Text.FastTokenizerWriter;

namespace MinImagen.Lib.Tests.Text;

public sealed class FastTokenizerTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(RepositoryFolder.Golden, "..", "..", "data", "text", "t5_mini", "spiece.model");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IdsAreThoseOfTheModelThatItWasMadeOf(bool recent)
    {
        foreach (var path in new[] { Shipped, GoldenData.PathOf("spm_a.model") })
        {
            var model = File.ReadAllBytes(path);
            var slow = new T5Tokenizer(SentencePieceTokenizer.Parse(model), readsSigns: true);
            var fast = Open(Convert(model, recent: recent));
            Assert.Equal((slow.VocabSize, slow.EndId, slow.PaddingId, slow.ExtraIds), (fast.VocabSize, fast.EndId, fast.PaddingId, fast.ExtraIds));
            foreach (var text in RandomTexts(3000))
            {
                Assert.Equal(slow.Tokenize(text), fast.Tokenize(text));
                Assert.Equal(slow.Encode(text), fast.Encode(text));
            }
        }
    }

    [Fact]
    public void ASignInFullWidthLettersIsText()
    {
        // NFKC makes ＜extra_id_0＞ the sign's own letters, which the vocabulary has too.
        const string text = "a ＜extra_id_0＞ ＜／s＞ b";
        var model = File.ReadAllBytes(Shipped);
        var slow = new T5Tokenizer(SentencePieceTokenizer.Parse(model), readsSigns: true);
        Assert.DoesNotContain(slow.VocabSize - 1, slow.Encode(text));
        Assert.Equal(slow.Encode(text), Open(Convert(model)).Encode(text));
    }

    [Fact]
    public void AddedTokensBehindTheVocabularyAreTokensWhereverTheyAreWritten()
    {
        var json = Convert(File.ReadAllBytes(Shipped));
        var plain = Open(json);
        json["added_tokens"]!.AsArray().Add(Added(plain.VocabSize, "<sep>", special: false));
        json["added_tokens"]!.AsArray().Add(Added(plain.VocabSize + 1, "<sep>s", special: true));
        var fast = Open(json);
        Assert.Equal(plain.VocabSize + 2, fast.VocabSize);

        // The longest wins.
        Assert.Equal(
            [.. plain.Encode("a dog").SkipLast(1), plain.VocabSize, .. plain.Encode("cat").SkipLast(1), plain.VocabSize + 1, fast.EndId],
            fast.Encode("a dog <sep>cat <sep>s"));
    }

    [Fact]
    public void ATokenAddedAsTextIsAUserDefinedPiece()
    {
        byte[] Model(int type) => ModelBuilder.WithUnknown().Piece("</s>", 0, ModelBuilder.Control).Piece("<pad>", 0, ModelBuilder.Control)
            .Piece("\u2581a", -1).Piece("\u2581", -2).Piece("b", -3).Piece("a", -2).Piece("ab", -9, type).ToArray();
        var json = Convert(Model(ModelBuilder.Normal), extraIds: 0);
        json["added_tokens"]!.AsArray().Add(Added(7, "ab", special: false));
        var expected = new T5Tokenizer(SentencePieceTokenizer.Parse(Model(ModelBuilder.UserDefined)), extraIds: 0);
        foreach (var text in new[] { "ab", "aab b", "abab ba" })
            Assert.Equal(expected.Encode(text), Open(json).Encode(text));
    }

    [Fact]
    public void SpellingInBytesIsReadToo()
    {
        var model = ModelBuilder.WithUnknown().Piece("</s>", 0, ModelBuilder.Control).Piece("<pad>", 0, ModelBuilder.Control)
            .Piece("\u2581a", -1).EveryByte().Trainer(byteFallback: true).ToArray();
        var json = Convert(model, extraIds: 0);
        json["model"]!["byte_fallback"] = true;
        var expected = new T5Tokenizer(SentencePieceTokenizer.Parse(model), extraIds: 0);
        Assert.Equal(expected.Encode("a é 漢"), Open(json).Encode("a é 漢"));
        Assert.True(expected.Encode("é").Count > 3);
    }

    [Fact]
    public void TheModelFileIsPreferredAndTheDigestIsOfWhatIsRead()
    {
        var mini = Path.GetDirectoryName(Shipped)!;
        foreach (var file in Directory.GetFiles(mini))
            File.Copy(file, folder[Path.GetFileName(file)]);
        var digest = Digest();
        File.WriteAllText(folder["tokenizer.json"], "{");
        Assert.Equal(digest, Digest());

        File.Delete(folder["spiece.model"]);
        Assert.Throws<InvalidDataException>(() => TextEncoders.Get(folder.Path));
        var json = Convert(File.ReadAllBytes(Shipped));
        File.WriteAllText(folder["tokenizer.json"], json.ToJsonString());
        var fast = Digest();
        Assert.NotEqual(digest, fast);
        File.WriteAllText(folder["tokenizer.json"], json.ToJsonString() + " ");
        Assert.NotEqual(fast, Digest());

        File.Delete(folder["tokenizer.json"]);
        Assert.Contains("tokenizer.json", Assert.Throws<FileNotFoundException>(() => TextEncoders.Get(folder.Path)).Message, StringComparison.Ordinal);

        string Digest()
        {
            using var encoder = TextEncoders.Get(folder.Path);
            return encoder.Digest;
        }
    }

    public static TheoryData<string, Action<JsonObject>> Hostile => new()
    {
        { "type 'BPE'", json => json["model"]!["type"] = "BPE" },
        { "no 'model'", json => json.Remove("model") },
        { "no 'vocab'", json => json["model"]!.AsObject().Remove("vocab") },
        { "another shape", json => json["model"]!["vocab"] = "many" },
        { "which its vocabulary lacks", Clear },
        { "unknown piece is 4000000", json => json["model"]!["unk_id"] = 4_000_000 },
        { "unknown piece is -1", json => json["model"]!["unk_id"] = -1 },
        { "another shape", json => json["model"]!["unk_id"] = null },
        { "piece 3 is not a text with a score", json => json["model"]!["vocab"]![3] = new JsonArray("a") },
        { "another shape", json => json["model"]!["vocab"]![3] = new JsonArray("a", "b") },
        { "another shape", json => json["model"]!["vocab"]![3] = new JsonArray(1, 2) },
        { "piece 3 is empty", json => json["model"]!["vocab"]![3] = new JsonArray("", 1) },
        { "score of its piece 3", json => json["model"]!["vocab"]![3] = new JsonArray("a", 1e300) },
        { "twice", json => json["model"]!["vocab"]![3] = json["model"]!["vocab"]![4]!.DeepClone() },
        { "implausibly long", json => json["model"]!["vocab"]![3] = new JsonArray(new string('a', 100_000), 1) },
        { "'Lowercase'", json => json["normalizer"] = new JsonObject { ["type"] = "Lowercase" } },
        { "'Replace'", json => json["normalizer"] = JsonNode.Parse("""{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""") },
        { "step 1, 'Precompiled'", json => json["normalizer"] = new JsonObject { ["type"] = "Sequence", ["normalizers"] = new JsonArray(json["normalizer"]!.DeepClone(), json["normalizer"]!.DeepClone()) } },
        { "another shape", json => json["normalizer"]!["precompiled_charsmap"] = "not base64!" },
        { "rules claim a table", json => json["normalizer"]!["precompiled_charsmap"] = "/////wAAAAA=" },
        { "'ByteLevel'", json => json["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel" } },
        { "has 0 steps", json => json["pre_tokenizer"] = null },
        { "writes a space as '_'", json => json["pre_tokenizer"]!["pretokenizers"]![1]!["replacement"] = "_" },
        { "post-processor is of the type 'null'", json => json["post_processor"] = null },
        { "does not put </s>", json => json["post_processor"]!["single"]!.AsArray().RemoveAt(1) },
        { "does not put </s>", json => json["post_processor"]!["single"]!.AsArray().RemoveAt(0) },
        { "is not that of </s>", json => json["post_processor"]!["special_tokens"]!["</s>"]!["ids"] = new JsonArray(7) },
        { "lacks a key", json => json["post_processor"]!.AsObject().Remove("special_tokens") },
        { "same id", json => json["added_tokens"]!.AsArray().Add(Added(4000, "<x>", true)) },
        { "written alike", json => json["added_tokens"]!.AsArray().Add(Added(9000, "</s>", true)) },
        { "in its vocabulary", json => json["added_tokens"]!.AsArray().Add(Added(5, "<x>", true)) },
        { "but another in its vocabulary", json => json["added_tokens"]!.AsArray().Add(Added(9000, json["model"]!["vocab"]![9]![0]!.GetValue<string>(), true)) },
        { "with the id -1", json => json["added_tokens"]!.AsArray().Add(Added(-1, "<x>", true)) },
        { "with the id 2147483647", json => json["added_tokens"]!.AsArray().Add(Added(int.MaxValue, "<x>", true)) },
        { "adds the token ''", json => json["added_tokens"]!.AsArray().Add(Added(9000, "", true)) },
        { "whole words", json => json["added_tokens"]!.AsArray().Add(WholeWord()) },
        { "has no <pad>", json => Rename(json, "<pad>", "<gap>") },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void WhatIsNotAT5sIsRefusedWithTheReason(string reason, Action<JsonObject> damage)
    {
        var json = Convert(File.ReadAllBytes(GoldenData.PathOf("spm_a.model")), extraIds: 3100);
        damage(json);
        var error = Assert.Throws<InvalidDataException>(() => Open(json));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"model\": 1, \"model\": 2}")]
    [InlineData("{\"added_tokens\": [{\"id\": 1, \"content\": \"\\ud800\", \"special\": true}]}")]
    public void WhatIsNoJsonOfThisKindIsRefused(string text)
    {
        File.WriteAllText(folder["tokenizer.json"], text);
        Assert.Throws<InvalidDataException>(() => T5Tokenizer.Open(folder.Path));
    }

    [Fact]
    public void DeepOrHugeFilesAreNotRead()
    {
        File.WriteAllText(folder["tokenizer.json"], string.Concat(Enumerable.Repeat("{\"model\":", 100_000)));
        Assert.Throws<InvalidDataException>(() => T5Tokenizer.Open(folder.Path));
        using (var stream = File.Create(folder["tokenizer.json"]))
            stream.SetLength(1L << 40);
        Assert.Throws<InvalidDataException>(() => T5Tokenizer.Open(folder.Path));
    }

    private T5Tokenizer Open(JsonObject json)
    {
        File.WriteAllText(folder["tokenizer.json"], json.ToJsonString());
        return T5Tokenizer.Open(folder.Path);
    }

    /// <summary>Words, signs, spaces of all kinds and any characters, lone surrogates too.</summary>
    private static IEnumerable<string> RandomTexts(int count)
    {
        var random = new Random(5);
        string[] parts =
            ["a red apple", "the", " ", "  ", "\t", "\u00a0", "\u3000", "\u2581", "</s>", "<pad>", "<unk>", "<extra_id_0>", "<extra_id_99>", "<extra_id_100>", "<extra", "ﬁ", "Å", "A\u030a", "㍿", "１２", "\u200b", "\ufeff", "\ud83d\ude00", "한", "\u1112\u1161\u11ab", "\ufffd", "\0", "\ud800"];
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            for (var j = random.Next(12); j > 0; j--)
            {
                switch (random.Next(4))
                {
                    case 0:
                        text.Append(parts[random.Next(parts.Length)]);
                        break;
                    case 1:
                        text.Append((char)random.Next(0x20, 0x7f));
                        break;
                    case 2:
                        text.Append((char)random.Next(0xd800));
                        break;
                    default:
                        text.Append(char.ConvertFromUtf32(random.Next(0x10000, 0x110000)));
                        break;
                }
            }

            yield return text.ToString();
        }
    }

    private static void Clear(JsonObject json)
    {
        json["added_tokens"] = new JsonArray();
        json["model"]!["vocab"] = new JsonArray();
    }

    private static JsonNode WholeWord()
    {
        var token = Added(9000, "<x>", true);
        token["single_word"] = true;
        return token;
    }

    private static void Rename(JsonObject json, string from, string to)
    {
        foreach (var piece in json["model"]!["vocab"]!.AsArray().Where(piece => piece![0]!.GetValue<string>() == from))
            piece![0] = to;
        foreach (var token in json["added_tokens"]!.AsArray().Where(token => token!["content"]!.GetValue<string>() == from))
            token!["content"] = to;
    }
}
