using System.Text;
using System.Text.Json;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Text;

public sealed class TextEncodeCommandTests : IDisposable
{
    private static readonly string[] Captions = ["a red apple", "car", "a happy dog under a tree"];

    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_file_holds_what_the_encoder_makes_of_all_captions_together()
    {
        JsonElement report = Encode("", [.. Captions, "--batch-size", "2", "--json"]).Json();

        using ITextEncoder encoder = TextEncoders.Get(TextEncoders.Default);
        using TextEncoding expected = encoder.Encode(Captions);
        IReadOnlyDictionary<string, Tensor> written = SafeTensors.Load(Out);
        Assert.Equal(["embeds", "mask"], written.Keys.Order());
        Assert.Equal(expected.Embeds.shape, written["embeds"].shape);
        Assert.True(expected.Mask.eq(written["mask"]).all().item<bool>());
        Assert.InRange((expected.Embeds - written["embeds"]).abs().max().item<float>(), 0, 1e-5f);
        Assert.Equal(encoder.Digest, SafeTensors.LoadMetadata(Out)["text_encoder_sha256"]);
        Assert.Equal((3, encoder.EncodedDim), (report.GetProperty("captions").GetInt32(), report.GetProperty("width").GetInt32()));
    }

    [Fact]
    public void Captions_come_from_a_file_or_from_standard_input_too()
    {
        string lines = string.Join("\n", Captions) + "\n\n";
        File.WriteAllText(Path.Combine(folder, "captions.txt"), lines);

        byte[] given = Written(Encode("", Captions));
        byte[] file = Written(Encode("", "--file", Path.Combine(folder, "captions.txt")));
        byte[] input = Written(Encode(lines));

        Assert.Equal(given, file);
        Assert.Equal(given, input);
    }

    [Theory]
    [InlineData("there is no caption", "")]
    [InlineData("not both", "a", "--file", "b.txt")]
    [InlineData("no such file", "--file", "no-such-file.txt")]
    [InlineData("at least 1", "a", "--max-length", "0")]
    public void What_cannot_be_meant_is_wrong_usage(string reason, params string[] arguments)
    {
        CommandLine run = Encode("", [.. arguments.Where(argument => argument.Length > 0)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error);
        Assert.False(File.Exists(Out));
    }

    private string Out => Path.Combine(folder, "captions.safetensors");

    private CommandLine Encode(string input, params string[] arguments) =>
        CommandLine.RunOn(Encoding.UTF8.GetBytes(input), [], ["text", "encode", "--out", Out, .. arguments]);

    private byte[] Written(CommandLine run)
    {
        Assert.Equal((0, $"3 captions of at most {SafeTensors.Load(Out)["mask"].shape[1]} tokens, width {TextEncoders.GetEncodedDim(TextEncoders.Default)}, in {Out}\n"), (run.ExitCode, run.Output));
        byte[] written = File.ReadAllBytes(Out);
        File.Delete(Out);
        return written;
    }
}
