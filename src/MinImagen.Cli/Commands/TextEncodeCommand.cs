using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen text encode`: the vectors of captions, as a safetensors file.</summary>
public static class TextEncodeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var captions = new Argument<string[]>("captions") { Description = "Captions; without any, and without --file, the lines of standard input", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<FileInfo?>("--file") { Description = "A text file with a caption a line", HelpName = "FILE" };
        var output = new Option<string>("--out") { Description = "The file to write: embeds, float32 (captions, tokens, width), and mask, bool (captions, tokens)", Required = true, HelpName = "FILE" };
        var maxLength = new Option<int>("--max-length") { Description = "Most tokens a caption; longer ones are cut", DefaultValueFactory = _ => TextEncoders.DefaultMaxLength };
        var batchSize = new Option<int>("--batch-size") { Description = "Captions at a time", DefaultValueFactory = _ => 32 };
        var json = JsonReport.CreateOption();
        foreach (var option in new[] { maxLength, batchSize })
            option.MustBe(number => number >= 1, "at least 1");

        var command = new Command("encode", "Write the vectors of captions, with their mask, as safetensors") { captions, file, output, maxLength, batchSize, json };
        var encoder = new TextEncoderOptions();
        encoder.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(captions) is { Tokens.Count: > 0 } && result.GetResult(file) is not null)
                result.AddError("give captions or --file, not both");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var texts = ReadCaptions(parsed.GetValue(captions)!, parsed.GetValue(file), cancellation);
            using var opened = encoder.Open(parsed, cancellation);
            var path = parsed.GetValue(output)!;
            var shape = Write(opened, texts, parsed.GetValue(maxLength), parsed.GetValue(batchSize), path, cancellation);
            if (parsed.GetValue(json))
                JsonReport.Write(new { File = path, Captions = shape[0], Tokens = shape[1], Width = shape[2], Encoder = opened.Name, opened.Digest });
            else
                Console.WriteLine($"{shape[0]} captions of at most {shape[1]} tokens, width {shape[2]}, in {path}");
            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("minimagen text encode \"a red apple\" \"a blue car\" --out two.safetensors", "with the encoder that ships"),
            ("minimagen text encode --file captions.txt --encoder t5_small --out c.safetensors", "with T5-small, fetched once"),
            ("cut -f2 captions.tsv | minimagen text encode --out captions.safetensors", "from a pipe"));
    }

    private static List<string> ReadCaptions(string[] given, FileInfo? file, CancellationToken cancellation)
    {
        if (given.Length > 0)
            return [.. given];
        if (file is { Exists: false })
            throw new CommandException($"{file}: no such file of captions", ExitCode.WrongUsage);

        using var input = file?.OpenRead() ?? Console.OpenStandardInput();
        var lines = new LineReader(input);
        var captions = new List<string>();
        while (lines.Read(cancellation) is { } line)
        {
            if (line.Trim() is { Length: > 0 } caption)
                captions.Add(caption);
        }

        return captions.Count > 0 ? captions : throw new CommandException("there is no caption to encode", ExitCode.WrongUsage);
    }

    private static long[] Write(
        ITextEncoder encoder, List<string> captions, int maxLength, int batchSize, string path, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parts = ProgressBoard.Run(board => Encode(encoder, captions, maxLength, batchSize, board, cancellation));

        // As one batch would have them: filled up to the longest of all.
        var embeds = zeros(captions.Count, parts.Max(part => part.Mask.shape[1]), encoder.EncodedDim);
        var mask = zeros(embeds.shape[0], embeds.shape[1], dtype: ScalarType.Bool);
        long first = 0;
        foreach (var part in parts)
        {
            var (count, tokens) = (part.Mask.shape[0], part.Mask.shape[1]);
            embeds.narrow(0, first, count).narrow(1, 0, tokens).copy_(part.Embeds);
            mask.narrow(0, first, count).narrow(1, 0, tokens).copy_(part.Mask);
            part.Dispose();
            first += count;
        }

        var metadata = new Dictionary<string, string> { ["text_encoder"] = encoder.Name, ["text_encoder_sha256"] = encoder.Digest };
        SafeTensors.Save(path, new Dictionary<string, Tensor> { ["embeds"] = embeds, ["mask"] = mask }, metadata);
        return embeds.shape;
    }

    private static List<TextEncoding> Encode(
        ITextEncoder encoder, List<string> captions, int maxLength, int batchSize, ProgressBoard board, CancellationToken cancellation)
    {
        var row = captions.Count > batchSize ? board.Add("encoding", captions.Count) : null;
        var parts = new List<TextEncoding>();
        var done = 0;
        foreach (var batch in captions.Chunk(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            parts.Add(encoder.Encode(batch, maxLength));
            var longest = parts.Max(part => part.Mask.shape[1]);
            AvailableMemory.Require(
                captions.Count * longest * encoder.EncodedDim * sizeof(float), $"The file of {captions.Count:N0} captions", "Encode them in several files.");
            row?.Report(done += batch.Length);
        }

        return parts;
    }
}
