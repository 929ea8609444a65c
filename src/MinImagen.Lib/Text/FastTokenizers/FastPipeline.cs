using System.Text.Json;
using MinImagen.Lib.Text.SentencePiece;

namespace MinImagen.Lib.Text.FastTokenizers;

/// <summary>
/// The steps around the vocabulary of a <c>tokenizer.json</c>. Converters have spelled the same rules on spaces in several ways
/// (splitting at white space, or replacing runs of it); all of them mean what every T5's SentencePiece model does: runs become
/// one, those at the ends go.
/// </summary>
internal static class FastPipeline
{
    private const string EscapedSpace = "\u2581";

    /// <summary>The rewriting rules of the normalizer; empty for none.</summary>
    internal static ReadOnlyMemory<byte> ReadCharsMap(JsonElement normalizer)
    {
        var rules = ReadOnlyMemory<byte>.Empty;
        foreach (var (index, step) in Steps(normalizer, "normalizers").Index())
        {
            switch (TypeOf(step))
            {
                case "Precompiled" when index == 0:
                    rules = step.GetProperty("precompiled_charsmap").GetBytesFromBase64();
                    break;
                case "Strip":
                case "Replace" when ReplacesRunsOfSpaces(step):
                    break;
                case var type:
                    throw new InvalidDataException($"its normalizer has the step {index}, '{type}', which T5's has not there");
            }
        }

        return rules;
    }

    /// <summary>The rules on spaces.</summary>
    internal static NormalizerSpec ReadSpaces(JsonElement preTokenizer)
    {
        var steps = Steps(preTokenizer, "pretokenizers").ToList();
        if (steps.Count == 2 && TypeOf(steps[0]) == "WhitespaceSplit")
            steps.RemoveAt(0);
        if (steps is not [var spaces])
            throw new InvalidDataException($"its pre-tokenizer has {steps.Count} steps, where T5's is 'Metaspace', after 'WhitespaceSplit' or alone");

        RequireType(spaces, "pre-tokenizer", "Metaspace");
        if (spaces.GetProperty("replacement").GetString() != EscapedSpace)
            throw new InvalidDataException($"it writes a space as '{spaces.GetProperty("replacement").GetString()}', where T5 writes U+2581");

        var prefix = spaces.TryGetProperty("prepend_scheme", out var scheme)
            ? scheme.GetString() is "always" or "first"
            : !spaces.TryGetProperty("add_prefix_space", out var add) || add.GetBoolean();
        return new NormalizerSpec { AddDummyPrefix = prefix };
    }

    /// <summary>Refuses a post-processor that does anything but put the end sign behind a text.</summary>
    internal static void CheckEnding(JsonElement postProcessor, Func<string, int?> idOf)
    {
        RequireType(postProcessor, "post-processor", "TemplateProcessing");
        var template = postProcessor.GetProperty("single").EnumerateArray().ToList();
        var isT5s = template.Count == 2
            && template[0].TryGetProperty("Sequence", out _)
            && template[1].TryGetProperty("SpecialToken", out var sign)
            && sign.GetProperty("id").GetString() == T5Tokenizer.EndSign;
        if (!isT5s)
            throw new InvalidDataException($"its post-processor does not put {T5Tokenizer.EndSign} behind a text and nothing else, as T5's does");

        var ids = postProcessor.GetProperty("special_tokens").GetProperty(T5Tokenizer.EndSign).GetProperty("ids").EnumerateArray().Select(id => id.GetInt32());
        if (idOf(T5Tokenizer.EndSign) is not { } end || !ids.SequenceEqual([end]))
            throw new InvalidDataException($"the id that its post-processor puts behind a text is not that of {T5Tokenizer.EndSign}");
    }

    internal static void RequireType(JsonElement step, string what, string type)
    {
        if (TypeOf(step) is var actual && actual != type)
            throw new InvalidDataException($"its {what} is of the type '{actual}', where T5's is '{type}'");
    }

    private static IEnumerable<JsonElement> Steps(JsonElement step, string list)
    {
        if (step.ValueKind == JsonValueKind.Null)
            return [];
        return TypeOf(step) == "Sequence" ? step.GetProperty(list).EnumerateArray() : [step];
    }

    private static string TypeOf(JsonElement step) => step.ValueKind switch
    {
        JsonValueKind.Null => "null",
        _ => step.GetProperty("type").GetString() ?? "null",
    };

    private static bool ReplacesRunsOfSpaces(JsonElement step) =>
        step.GetProperty("content").GetString() is EscapedSpace or " "
        && step.GetProperty("pattern").TryGetProperty("Regex", out var pattern)
        && pattern.GetString() == " {2,}";
}
