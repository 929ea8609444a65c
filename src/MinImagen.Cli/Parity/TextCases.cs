using System.Text.Json;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.T5;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>From text to vectors: SentencePiece, T5's tokenizer, T5's encoder, and the three together.</summary>
internal static class TextCases
{
    private const long LargestStrings = 64L << 20;

    /// <summary>Ids, pieces, decoded and normalized text of many strings.</summary>
    public static void SentencePiece(CaseRun run)
    {
        var pieces = SentencePieceTokenizer.Load(run.SideFile(run.Args.Text("model")));
        var items = ReadStrings(run, run.Args.Text("strings")).Objects("items");
        var texts = items.Select(item => item.Text("text")).ToList();

        var ids = texts.Select(pieces.EncodeAsIds).ToList();
        run.Report("out/all_ids_concat", tensor(ids.SelectMany(row => row).Select(id => (long)id).ToArray()));
        run.ReportExact("ids", [.. items.Select(item => Joined(item.Ints("ids")))], [.. ids.Select(Joined)]);
        run.ReportExact("pieces", [.. items.Select(item => Joined(item.Texts("pieces")))], [.. texts.Select(text => Joined(pieces.EncodeAsPieces(text)))]);
        run.ReportExact("decoded", [.. items.Select(item => item.Text("decoded"))], [.. ids.Select(pieces.Decode)]);

        // Not recorded for texts with line breaks, which the original's tool reads as several.
        var normalized = items.Where(item => item.Has("normalized")).ToList();
        run.ReportExact(
            "normalized",
            [.. normalized.Select(item => item.Text("normalized"))],
            [.. normalized.Select(item => pieces.Normalize(item.Text("text")))]);

        if (run.Expects("vocab_scores"))
            run.Report("vocab_scores", tensor(Enumerable.Range(0, pieces.VocabSize).Select(pieces.Score).ToArray()));
    }

    /// <summary>A padded batch of ids, with its mask.</summary>
    public static void Tokenizer(CaseRun run)
    {
        var tokenizer = OpenTokenizer(run);
        run.ReportExact("vocab_size", [run.Args.Int("vocab_size")], [tokenizer.VocabSize]);
        run.ReportExact("pad_token_id", [run.Args.Int("pad_token_id")], [tokenizer.PaddingId]);
        run.ReportExact("eos_token_id", [run.Args.Int("eos_token_id")], [tokenizer.EndId]);

        var strings = ReadStrings(run, run.Args.Text("texts"));
        using var batch = tokenizer.EncodeBatch(strings.Texts("texts"), run.Args.Int("max_length"));
        run.Report("out/input_ids", batch.InputIds.alias());
        run.Report("out/attention_mask", batch.AttentionMask.alias());
    }

    /// <summary>Hidden states, position bias and buckets of the encoder.</summary>
    public static void Encoder(CaseRun run)
    {
        using var encoder = LoadEncoder(run);
        using var noGradient = no_grad();
        var ids = run.Input("input_ids");
        var states = encoder.HiddenStates(ids, run.Input("attention_mask"));
        run.Report("out/last_hidden_state", states[^1]);
        foreach (var (index, state) in states.Index())
        {
            if (run.Expects($"out/hidden_{index}"))
                run.Report($"out/hidden_{index}", state);
        }

        if (run.Expects("out/position_bias"))
            run.Report("out/position_bias", encoder.PositionBias(ids.shape[1]));
        if (run.RecordedOrNull("out/relative_buckets") is { } buckets)
        {
            // Recorded for the distances −n … n.
            var furthest = buckets.numel() / 2;
            run.Report("out/relative_buckets", RelativePosition.Bucket(
                arange(-furthest, furthest + 1, dtype: int64),
                encoder.Config.RelativeAttentionNumBuckets,
                encoder.Config.RelativeAttentionMaxDistance));
        }
    }

    /// <summary>Text in, vectors out.</summary>
    public static void EncodeText(CaseRun run)
    {
        var encoder = LoadEncoder(run);
        var tokenizer = OpenTokenizer(run);
        using var text = new T5TextEncoder(run.Case.Id, tokenizer, encoder, digest: run.Case.Id);
        using var encoding = text.Encode(run.Args.Texts("texts"), run.Args.Int("max_length"));
        run.Report("out/encoding", encoding.Embeds.alias());
        run.Report("out/mask", encoding.Mask.alias());
    }

    private static T5Tokenizer OpenTokenizer(CaseRun run)
        => new(
            SentencePieceTokenizer.Load(run.SideFile(run.Args.Text("model"))),
            run.Args.IntOrNull("extra_ids") ?? T5Tokenizer.DefaultExtraIds);

    private static T5Encoder LoadEncoder(CaseRun run)
    {
        var encoder = new T5Encoder(T5Config.Load(run.SideFile(run.Args.Text("config"))));
        encoder.LoadWeights(run.State());
        return encoder;
    }

    private static string Joined<T>(IEnumerable<T> parts) => string.Join('\n', parts);

    private static CaseArguments ReadStrings(CaseRun run, string name)
    {
        var file = new FileInfo(run.SideFile(name));
        if (file.Length > LargestStrings)
            throw new InvalidDataException($"{name} has {file.Length} bytes; at most {LargestStrings} are read");

        using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new CaseArguments(document.RootElement.Clone(), name)
            : throw new InvalidDataException($"{name} is not an object");
    }
}
