using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Text.Hub;

/// <summary>A T5 of T5-small's width and hardly anything else, in a folder laid out as the published ones are.</summary>
internal static class TinyT5
{
    public static readonly T5Config Config = new() { VocabSize = 1100, DModel = 512, DKv = 4, DFf = 8, NumLayers = 2, NumHeads = 2 };

    public static void Write(string folder, string spieceModel)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var encoder = new T5Encoder(Config);
        encoder.InitializeWeights();
        var weights = encoder.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        weights["decoder.final_layer_norm.weight"] = ones(512);
        Config.Save(Path.Combine(folder, "config.json"));
        File.Copy(spieceModel, Path.Combine(folder, "spiece.model"));
        SafeTensors.Save(Path.Combine(folder, "model.safetensors"), weights);
    }

    /// <summary>Puts a folder's files on a hub.</summary>
    public static void Publish(HubServer server, string repository, string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
            server.Add(repository, Path.GetFileName(file), File.ReadAllBytes(file), isLarge: !file.EndsWith(".json", StringComparison.Ordinal));
    }
}
