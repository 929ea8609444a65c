using System.Text.Json.Nodes;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.SentencePiece;

namespace MinImagen.Lib.Tests.Text;

/// <summary>Makes the <c>tokenizer.json</c> that HuggingFace's converter makes of a <c>spiece.model</c>.</summary>
internal static class FastTokenizerWriter
{
    /// <param name="spieceModel">The model file's contents.</param>
    /// <param name="extraIds">Number of sentinels, which the converter puts behind the vocabulary.</param>
    /// <param name="recent">Whether as of 2024, else as of 2020, which is what T5's repositories have.</param>
    public static JsonObject Convert(byte[] spieceModel, int extraIds = T5Tokenizer.DefaultExtraIds, bool recent = false)
    {
        var model = SentencePieceModelReader.Read(spieceModel);
        var texts = model.Pieces.Select(piece => piece.Text).Concat(Enumerable.Range(0, extraIds).Reverse().Select(i => $"<extra_id_{i}>")).ToList();
        var vocabulary = texts.Select((text, id) => (JsonNode)new JsonArray(text, id < model.Pieces.Count ? model.Pieces[id].Score : 0f));
        var added = texts.Index().Where(entry =>
            entry.Index >= model.Pieces.Count || model.Pieces[entry.Index].Type is PieceType.Control or PieceType.Unknown);
        JsonObject precompiled = new() { ["type"] = "Precompiled", ["precompiled_charsmap"] = System.Convert.ToBase64String(model.Normalizer.CharsMap.Span) };

        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. added.Select(entry => Added(entry.Index, entry.Item, special: true))]),
            ["normalizer"] = recent
                ? new JsonObject
                {
                    ["type"] = "Sequence",
                    ["normalizers"] = new JsonArray(
                        precompiled,
                        new JsonObject { ["type"] = "Strip", ["strip_left"] = false, ["strip_right"] = true },
                        new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["Regex"] = " {2,}" }, ["content"] = "\u2581" }),
                }
                : precompiled,
            ["pre_tokenizer"] = recent
                ? new JsonObject { ["type"] = "Metaspace", ["replacement"] = "\u2581", ["prepend_scheme"] = "always", ["split"] = true }
                : new JsonObject
                {
                    ["type"] = "Sequence",
                    ["pretokenizers"] = new JsonArray(
                        new JsonObject { ["type"] = "WhitespaceSplit" },
                        new JsonObject { ["type"] = "Metaspace", ["replacement"] = "\u2581", ["str_rep"] = "\u2581", ["add_prefix_space"] = true }),
                },
            ["post_processor"] = new JsonObject
            {
                ["type"] = "TemplateProcessing",
                ["single"] = new JsonArray(Sequence("A"), Sign()),
                ["pair"] = new JsonArray(Sequence("A"), Sign(), Sequence("B"), Sign()),
                ["special_tokens"] = new JsonObject
                {
                    ["</s>"] = new JsonObject { ["id"] = "</s>", ["ids"] = new JsonArray(texts.IndexOf("</s>")), ["tokens"] = new JsonArray("</s>") },
                },
            },
            ["decoder"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "\u2581", ["add_prefix_space"] = true },
            ["model"] = new JsonObject { ["type"] = "Unigram", ["unk_id"] = texts.IndexOf("<unk>"), ["vocab"] = new JsonArray([.. vocabulary]) },
        };
    }

    public static JsonNode Added(int id, string content, bool special) => new JsonObject
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = special,
    };

    private static JsonNode Sequence(string id) => new JsonObject { ["Sequence"] = new JsonObject { ["id"] = id, ["type_id"] = 0 } };

    private static JsonNode Sign() => new JsonObject { ["SpecialToken"] = new JsonObject { ["id"] = "</s>", ["type_id"] = 0 } };
}
