using System.Reflection;

namespace MinImagen.Cli.Play;

/// <summary>The page: a handful of files inside the program, so that no address leads to a disk.</summary>
internal static class PageFiles
{
    private const string Prefix = "play/";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private static readonly Dictionary<string, (string Type, byte[] Content)> Files = Read();

    /// <summary>Finds a file.</summary>
    /// <param name="path">The path of an address, such as <c>/</c> or <c>/style.css</c>.</param>
    /// <returns>Its media type and content; null where there is no such file.</returns>
    public static (string Type, byte[] Content)? Find(string path) =>
        Files.TryGetValue(path, out var file) ? file : null;

    private static Dictionary<string, (string Type, byte[] Content)> Read()
    {
        var program = Assembly.GetExecutingAssembly();
        return program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(
            name => name == Prefix + "index.html" ? "/" : $"/{name[Prefix.Length..]}",
            name =>
            {
                using var stream = program.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return (Types[Path.GetExtension(name)], content);
            });
    }
}
