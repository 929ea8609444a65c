using System.Text.Json.Nodes;
using MinImagen.Cli.Parity;

namespace MinImagen.Cli.Tests.Parity;

/// <summary>The recorded cases of the repository, and copies of some of them that a test may damage.</summary>
internal static class RecordedCases
{
    /// <summary>`tests/golden`.</summary>
    public static string Folder { get; } = Path.Combine(FindRoot(), "tests", "golden");

    /// <summary>The manifest, freshly parsed.</summary>
    public static JsonObject Manifest()
        => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, GoldenFolder.ManifestName)))!.AsObject();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MinImagen.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
