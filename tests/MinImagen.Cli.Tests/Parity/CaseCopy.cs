using System.Text.Json.Nodes;
using MinImagen.Cli.Parity;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Parity;

/// <summary>A temporary golden folder with one recorded case, to be changed and run.</summary>
internal sealed class CaseCopy : IDisposable
{
    private readonly JsonObject manifest = RecordedCases.Manifest();

    public CaseCopy(string id)
    {
        Folder = Directory.CreateTempSubdirectory("parity-").FullName;
        Entry = manifest["cases"]!.AsArray().Single(item => item!["id"]!.GetValue<string>() == id)!.DeepClone().AsObject();
        manifest["cases"] = new JsonArray(Entry);

        var sideFiles = Entry["side_files"]!.AsArray().Select(item => item!.GetValue<string>());
        foreach (var name in sideFiles.Append(Entry["file"]!.GetValue<string>()))
        {
            File.Copy(Path.Combine(RecordedCases.Folder, name), Path.Combine(Folder, name));
        }
        SaveManifest();
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What the manifest says of the case; <see cref="SaveManifest"/> after a change.</summary>
    public JsonObject Entry { get; }

    /// <summary>Writes the manifest.</summary>
    public void SaveManifest() => File.WriteAllText(Path.Combine(Folder, GoldenFolder.ManifestName), manifest.ToJsonString());

    /// <summary>Changes the recorded tensors.</summary>
    public void Change(Action<Dictionary<string, Tensor>> change)
    {
        using var scope = NewDisposeScope();
        var file = Path.Combine(Folder, Entry["file"]!.GetValue<string>());
        var tensors = SafeTensors.Load(file).ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        change(tensors);
        SafeTensors.Save(file, tensors);
    }

    /// <summary>Runs the case.</summary>
    public CaseReport Run() => new ParityHarness().Run(GoldenFolder.Open(Folder).Cases.Single());

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
