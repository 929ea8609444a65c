using System.CommandLine;
using System.Globalization;
using System.Text;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Text;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen text tokenize`: the ids of each line of standard input.</summary>
public static class TextTokenizeCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var encoder = new TextEncoderOptions();
        var pieces = new Option<bool>("--pieces") { Description = "Print the pieces instead of their ids; U+2581 (▁) stands for a space" };
        var noEnd = new Option<bool>("--no-end") { Description = "Leave out the end sign, </s>, that every text ends with" };
        var command = new Command("tokenize", "Cut each line of standard input into tokens, and print a line of ids for it") { pieces, noEnd };
        encoder.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var tokenizer = encoder.OpenTokenizer(parsed, cancellation);
            Run(tokenizer, parsed.GetValue(pieces), parsed.GetValue(noEnd), cancellation);
            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("echo \"a red apple\" | minimagen text tokenize", "the ids that the encoder sees"),
            ("echo \"a red apple\" | minimagen text tokenize --pieces", "what they stand for"),
            ("minimagen text tokenize --encoder t5_small < captions.txt", "those of T5-small, whose tokenizer is fetched once"),
            ("minimagen text tokenize --encoder ~/models/t5 --no-end < a.txt", "as spm_encode --output_format=id prints them"));
    }

    private static void Run(T5Tokenizer tokenizer, bool pieces, bool noEnd, CancellationToken cancellation)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), Utf8);
        var lines = new LineReader(Console.OpenStandardInput());
        while (lines.Read(cancellation) is { } line)
        {
            output.Write(pieces ? Pieces(tokenizer, line, noEnd) : Ids(tokenizer, line, noEnd));
            output.Write('\n');

            // Whoever types, or talks to us through a pipe, gets an answer before the next line.
            if (!lines.HasMore)
                output.Flush();
        }
    }

    private static string Ids(T5Tokenizer tokenizer, string line, bool noEnd)
    {
        var ids = noEnd ? tokenizer.Tokenize(line).Select(tokenizer.TokenToId) : tokenizer.Encode(line, int.MaxValue);
        return string.Join(' ', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Pieces(T5Tokenizer tokenizer, string line, bool noEnd)
    {
        var tokens = tokenizer.Tokenize(line);
        return string.Join(' ', noEnd || tokens is [.., T5Tokenizer.EndSign] ? tokens : tokens.Append(T5Tokenizer.EndSign));
    }
}
