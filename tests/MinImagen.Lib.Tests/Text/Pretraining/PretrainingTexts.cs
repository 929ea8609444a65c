using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Pretraining;

namespace MinImagen.Lib.Tests.Text.Pretraining;

/// <summary>A small corpus and a small encoder.</summary>
internal static class PretrainingTexts
{
    internal static string ShippedFolder { get; } = Path.Combine(RepositoryFolder.Golden, "..", "..", "data", "text", "t5_mini");

    internal static T5Tokenizer Tokenizer { get; } = T5Tokenizer.Open(ShippedFolder);

    internal static T5Config Tiny { get; } = new()
    {
        VocabSize = Tokenizer.VocabSize,
        DModel = 32,
        DKv = 8,
        NumHeads = 4,
        DFf = 48,
        NumLayers = 2,
        FeedForwardProj = "gated-gelu",
    };

    internal static PretrainingCorpus Corpus()
    {
        string[] animals = ["dog", "cat", "horse", "bird", "fish", "sheep"];
        string[] colours = ["red", "green", "blue", "black"];
        var captions = animals.SelectMany(animal => colours.Select(colour => $"a {colour} {animal} under a {colour} tree")).ToList();
        return new PretrainingCorpus(
            [
                new TextSource("captions", 2, captions, []),
                new TextSource("glosses", 1, [.. animals.Select(animal => $"{animal}: an animal that is no tree")], []),
            ],
            Tokenizer);
    }
}
