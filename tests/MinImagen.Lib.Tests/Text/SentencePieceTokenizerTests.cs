using MinImagen.Lib.Text;
using static MinImagen.Lib.Tests.Text.ModelBuilder;

namespace MinImagen.Lib.Tests.Text;

public class SentencePieceTokenizerTests
{
    [Fact]
    public void TheCutIsTheMostProbableOfAll()
    {
        (string Text, float Score)[] vocabulary =
            [("a", -1.5f), ("b", -2f), ("ab", -3.2f), ("ba", -3.9f), ("aba", -5.5f), ("bb", -3.1f), ("abab", -6.1f), ("c", -4f)];
        var builder = WithUnknown().Normalizer(dummyPrefix: false);
        foreach (var (text, score) in vocabulary)
            builder.Piece(text, score);
        var tokenizer = SentencePieceTokenizer.Parse(builder.ToArray());
        var scores = vocabulary.ToDictionary(piece => piece.Text, piece => piece.Score);

        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 11)).Select(_ => "abc"[random.Next(3)]));
            var found = tokenizer.EncodeAsPieces(text);
            Assert.Equal(text, string.Concat(found));
            Assert.Equal(AllCuts(text, scores).Max(), found.Sum(piece => scores[piece]), 4);
        }
    }

    [Fact]
    public void OnATieTheCutThatWasMetFirstStands()
    {
        // "ab" scores what "a" and "b" do together; the longer piece is met first.
        var tokenizer = SentencePieceTokenizer.Parse(
            WithUnknown().Piece("a", -1).Piece("b", -2).Piece("ab", -3).Normalizer(dummyPrefix: false).ToArray());
        Assert.Equal(["ab"], tokenizer.EncodeAsPieces("ab"));
    }

    [Fact]
    public void AUserDefinedSymbolScoresNextToTheBest()
    {
        var tokenizer = SentencePieceTokenizer.Parse(
            WithUnknown().Piece("hello", -4.2f).Piece("\u2581", -1).Piece("ell", -99, UserDefined).Piece("h", -2).Piece("o", -2).ToArray());
        Assert.Equal(["\u2581", "h", "ell", "o"], tokenizer.EncodeAsPieces("hello"));
    }

    [Fact]
    public void AnUnusedPieceIsNeverChosen()
    {
        var tokenizer = SentencePieceTokenizer.Parse(
            WithUnknown().Piece("a", -5).Piece("aa", -1, Unused).Normalizer(dummyPrefix: false).ToArray());
        Assert.Equal(["a", "a"], tokenizer.EncodeAsPieces("aa"));
        Assert.Equal(2, tokenizer.PieceToId("aa"));
    }

    [Fact]
    public void AControlSignInATextIsText()
    {
        var tokenizer = SentencePieceTokenizer.Parse(
            WithUnknown().Piece("</s>", 0, Control).Piece("s", -1).Piece("<", -2).Normalizer(dummyPrefix: false).ToArray());
        Assert.Equal([3, 0, 2, 0], tokenizer.EncodeAsIds("</s>"));
        Assert.Equal("s", tokenizer.Decode([1, 2, 1]));
    }

    [Fact]
    public void UnknownCharactersAreSpelledInBytesWhereTheModelWantsIt()
    {
        var tokenizer = SentencePieceTokenizer.Parse(
            WithUnknown().EveryByte().Piece("\u2581", -1).Trainer(byteFallback: true).ToArray());
        Assert.Equal(["\u2581", "<0xC3>", "<0xA9>"], tokenizer.EncodeAsPieces("é"));
        Assert.Equal("é", tokenizer.Decode(tokenizer.EncodeAsIds("é")));

        // One U+FFFD for each byte that is no character, as the reference has it.
        Assert.Equal("\uFFFD\uFFFDA", tokenizer.Decode([.. new[] { "<0xE4>", "<0xB8>", "<0x41>" }.Select(tokenizer.PieceToId)]));
    }

    [Fact]
    public void TheDummySpaceGoesWhereTheModelWantsIt()
    {
        var suffix = SentencePieceTokenizer.Parse(WithUnknown().Piece("a", -1).Piece("\u2581", -1).Trainer(suffix: true).ToArray());
        Assert.Equal(["a", "\u2581"], suffix.EncodeAsPieces(" a "));

        var exact = SentencePieceTokenizer.Parse(
            WithUnknown().Piece("a", -1).Piece("\u2581", -1).Normalizer(removeSpaces: false).ToArray());
        Assert.Equal(["\u2581", "\u2581", "a", "\u2581", "\u2581"], exact.EncodeAsPieces(" a  "));
        Assert.Equal(" a  ", exact.Decode(exact.EncodeAsIds(" a  ")));
    }

    [Fact]
    public void ALongUnknownTextTakesNoLongTime()
    {
        var tokenizer = SentencePieceTokenizer.Parse(WithUnknown().Piece("a", -1).ToArray());
        Assert.Equal([0], tokenizer.EncodeAsIds(new string('字', 200_000)));
    }

    [Fact]
    public void ALoneSurrogateIsAReplacementCharacter()
    {
        var tokenizer = SentencePieceTokenizer.Parse(WithUnknown().Piece("\uFFFD", -1).Normalizer(dummyPrefix: false).ToArray());
        Assert.Equal([1], tokenizer.EncodeAsIds("\uD800"));
    }

    [Fact]
    public void AnIdOutsideTheVocabularyIsRefused()
    {
        var tokenizer = SentencePieceTokenizer.Parse(WithUnknown().Piece("a", -1).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.IdToPiece(-1));
    }

    private static IEnumerable<float> AllCuts(string text, Dictionary<string, float> scores) => text.Length == 0
        ? [0f]
        : scores.Where(piece => text.StartsWith(piece.Key, StringComparison.Ordinal))
            .SelectMany(piece => AllCuts(text[piece.Key.Length..], scores).Select(rest => piece.Value + rest));
}
