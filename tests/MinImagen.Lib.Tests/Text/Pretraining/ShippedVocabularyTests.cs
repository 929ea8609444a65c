using System.Diagnostics;
using System.Text;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;

namespace MinImagen.Lib.Tests.Text.Pretraining;

public class ShippedVocabularyTests
{
    private static readonly string Model = Path.Combine(PretrainingTexts.ShippedFolder, "spiece.model");

    /// <summary>The oracle is Google's own program.</summary>
    [InstalledFact("/usr/bin/spm_encode", "sentencepiece")]
    public void IdsOfRandomTextsAreThoseOfSpmEncode()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(2022);
        var texts = Enumerable.Range(0, 10_000).Select(_ => RandomText(random)).ToList();
        File.WriteAllLines(folder["texts"], texts, new UTF8Encoding(false));
        var start = new ProcessStartInfo(
            "/usr/bin/spm_encode",
            [$"--model={Model}", "--output_format=id", $"--input={folder["texts"]}", $"--output={folder["ids"]}"])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);

        var tokenizer = SentencePieceTokenizer.Load(Model);
        var expected = File.ReadAllText(folder["ids"]).Split('\n')[..^1];
        Assert.Equal(texts.Count, expected.Length);
        for (var i = 0; i < texts.Count; i++)
            Assert.Equal(expected[i], string.Join(' ', tokenizer.EncodeAsIds(texts[i])));
    }

    [Fact]
    public void WordsOfCaptionsAreWholePieces()
    {
        var tokenizer = SentencePieceTokenizer.Load(Model);
        var words = Scene.All.SelectMany(scene => scene.Caption.Split(' ')).Distinct().ToList();
        Assert.Equal(2 + 8 + 6 + 4 + 2, words.Count);
        Assert.All(words, word => Assert.Equal([$"▁{word}"], tokenizer.EncodeAsPieces(word)));

        // Case does not matter.
        Assert.Equal(tokenizer.EncodeAsIds("a big red circle"), tokenizer.EncodeAsIds("A Big RED Circle"));
    }

    /// <summary>Any characters but line breaks; mostly letters, some from anywhere in Unicode, some words of captions.</summary>
    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        var length = random.Next(40);
        for (var i = 0; i < length; i++)
        {
            text.Append(random.Next(5) switch
            {
                0 => Character(random, 0x20, 0x7F),
                1 => Character(random, 0xA0, 0x800),
                2 => Character(random, 0x800, 0x110000),
                3 => " ",
                _ => new[] { "red", "Circle", "moon", "the", "ﬁ", "ｗ", "e\u0301" }[random.Next(7)],
            });
        }

        return text.ToString();
    }

    private static string Character(Random random, int from, int to)
    {
        while (true)
        {
            var code = random.Next(from, to);
            if (Rune.IsValid(code) && code is not (0x2028 or 0x2029 or 0x85))
                return new Rune(code).ToString();
        }
    }
}
