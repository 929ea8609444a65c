using System.Text;
using MinImagen.Lib.Text;

namespace MinImagen.Cli.Tests.Text;

public class TextTokenizeCommandTests
{
    private static readonly T5Tokenizer Tokenizer = TextEncoders.GetTokenizer(TextEncoders.Default);

    [Fact]
    public void A_line_out_for_every_line_in_whatever_is_in_it()
    {
        string[] lines = ["a red apple", "", "  two\u2028words\r", "\u0085 <extra_id_3> </s>", "\ufeffé \ud83d\ude00", "a\tb", "the last has no end"];

        CommandLine ids = Tokenize(string.Join('\n', lines));
        CommandLine pieces = Tokenize(string.Join('\n', lines) + "\n", "--pieces", "--no-end");

        Assert.Equal((0, ""), (ids.ExitCode, ids.Error));
        Assert.Equal(lines.Select(line => string.Join(' ', Tokenizer.Encode(line))), Lines(ids));
        Assert.Equal(lines.Select(line => string.Join(' ', Tokenizer.Tokenize(line))), Lines(pieces));
    }

    [Fact]
    public void Nothing_in_gives_nothing_out() => Assert.Equal((0, ""), (Tokenize("").ExitCode, Tokenize("").Output));

    [Fact]
    public void An_encoder_that_is_not_there_is_wrong_usage()
    {
        CommandLine run = Tokenize("a", "--encoder", "no_such_encoder");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("t5_small", run.Error);
    }

    private static CommandLine Tokenize(string input, params string[] more) =>
        CommandLine.RunOn(Encoding.UTF8.GetBytes(input), [], ["text", "tokenize", .. more]);

    private static string[] Lines(CommandLine run) => run.Output.EndsWith('\n') ? run.Output[..^1].Split('\n') : [];
}
