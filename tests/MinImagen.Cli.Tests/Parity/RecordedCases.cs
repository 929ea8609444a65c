using System.Text.Json.Nodes;
using MinImagen.Cli.Parity;

namespace MinImagen.Cli.Tests.Parity;

/// <summary>The recorded cases of the repository, and copies of some of them that a test may damage.</summary>
internal static class RecordedCases
{
    /// <summary>`tests/golden`.</summary>
    public static string Folder { get; } = Path.Combine(CommandLine.Repository, "tests", "golden");

    /// <summary>The manifest, freshly parsed.</summary>
    public static JsonObject Manifest()
        => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, GoldenFolder.ManifestName)))!.AsObject();
}
