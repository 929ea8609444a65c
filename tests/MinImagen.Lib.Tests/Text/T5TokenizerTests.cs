using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;

namespace MinImagen.Lib.Tests.Text;

public class T5TokenizerTests
{
    private static readonly SentencePieceTokenizer Pieces = SentencePieceTokenizer.Load(GoldenData.PathOf("spm_a.model"));

    public static TheoryData<string> Ids => GoldenData.Ids("t5_tokenizer");

    [Theory]
    [MemberData(nameof(Ids))]
    public void ABatchIsTheReferences(string id)
    {
        var arguments = GoldenData.Arguments(id);
        using var recorded = GoldenData.Json(arguments.GetProperty("texts").GetString()!);
        var texts = recorded.RootElement.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!).ToList();
        var tokenizer = new T5Tokenizer(
            SentencePieceTokenizer.Load(GoldenData.PathOf(arguments.GetProperty("model").GetString()!)),
            arguments.GetProperty("extra_ids").GetInt32());

        using var batch = tokenizer.EncodeBatch(texts, arguments.GetProperty("max_length").GetInt32());
        var expected = GoldenData.Tensors(id);
        GoldenData.AssertMatches(expected["out/input_ids"], batch.InputIds, id);
        GoldenData.AssertMatches(expected["out/attention_mask"], batch.AttentionMask, id);
        Assert.Equal(arguments.GetProperty("vocab_size").GetInt32(), tokenizer.VocabSize);

        var tokens = recorded.RootElement.GetProperty("tokens").EnumerateArray();
        foreach (var (text, expectedTokens) in texts.Zip(tokens))
            Assert.Equal(expectedTokens.EnumerateArray().Select(token => token.GetString()), tokenizer.Tokenize(text));
    }

    [Fact]
    public void SignsInATextAreReadWhenAskedForAndEatTheSpacesAroundThem()
    {
        var tokenizer = new T5Tokenizer(Pieces, readsSigns: true);
        Assert.Equal(
            [.. Pieces.EncodeAsPieces("a dog"), "<extra_id_0>", "</s>", .. Pieces.EncodeAsPieces("b"), "<pad>"],
            tokenizer.Tokenize(" a dog  <extra_id_0>\u001f </s> \u3000b<pad>"));

        // The end sign that the text ends with is not repeated; sentinels count down from the end.
        Assert.Equal([1099, 1], tokenizer.Encode("<extra_id_0> </s>"));
        Assert.Equal([1000, 1], tokenizer.Encode("<extra_id_99>"));
    }

    [Theory]
    [InlineData("<extra_id_100>")]
    [InlineData("<extra_id_01>")]
    [InlineData("<extra_id_>")]
    [InlineData("<EXTRA_ID_1>")]
    public void WhatIsNoSentinelIsText(string text)
    {
        var tokenizer = new T5Tokenizer(Pieces, readsSigns: true);
        Assert.Equal(Pieces.EncodeAsPieces(text), tokenizer.Tokenize(text));
    }

    [Fact]
    public void ALongTextIsCutAndStillEnds()
    {
        var tokenizer = new T5Tokenizer(Pieces);
        var all = tokenizer.Encode("a happy dog");
        Assert.Equal([.. all.Take(3), 1], tokenizer.Encode("a happy dog", maxLength: 4));
        Assert.Equal(all, tokenizer.Encode("a happy dog", maxLength: all.Count));
        Assert.Equal([1], tokenizer.Encode("a happy dog", maxLength: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Encode("a", maxLength: 0));
    }

    [Fact]
    public void NoTextsAreRefused() => Assert.Throws<ArgumentException>(() => new T5Tokenizer(Pieces).EncodeBatch([]));

    [Fact]
    public void AVocabularyWithoutSignsIsRefused()
    {
        var pieces = SentencePieceTokenizer.Parse(ModelBuilder.WithUnknown().Piece("a", -1).ToArray());
        var error = Assert.Throws<ArgumentException>(() => new T5Tokenizer(pieces));
        Assert.Contains("</s>", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"extra_ids": 7}""", 1007)]
    [InlineData("""{}""", 1100)]
    public void TheFolderSaysHowManySentinelsThereAre(string config, int vocabSize)
    {
        using var folder = new TemporaryFolder();
        File.Copy(GoldenData.PathOf("spm_a.model"), folder["spiece.model"]);
        File.WriteAllText(folder["tokenizer_config.json"], config);
        var tokenizer = T5Tokenizer.Open(folder.Path);
        Assert.Equal(vocabSize, tokenizer.VocabSize);
        Assert.True(tokenizer.ReadsSigns);
    }

    [Theory]
    [InlineData("""{"extra_ids": -1}""")]
    [InlineData("""{"extra_ids": 1000000000}""")]
    [InlineData("""{"extra_ids": "many"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void ADamagedConfigurationIsRefused(string config)
    {
        using var folder = new TemporaryFolder();
        File.Copy(GoldenData.PathOf("spm_a.model"), folder["spiece.model"]);
        File.WriteAllText(folder["tokenizer_config.json"], config);
        Assert.Throws<InvalidDataException>(() => T5Tokenizer.Open(folder.Path));
    }
}
