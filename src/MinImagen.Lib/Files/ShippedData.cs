namespace MinImagen.Lib.Files;

/// <summary>Finds what ships with the program under <c>data/</c>.</summary>
public static class ShippedData
{
    /// <summary>The environment variable that names another <c>data</c> folder.</summary>
    public const string Variable = "MINIMAGEN_DATA";

    /// <summary>
    /// Finds a folder under <c>data</c>: the one that <see cref="Variable"/> names, else the first <c>data</c> folder that has it,
    /// looking upwards from the library, from the program and from the working directory.
    /// </summary>
    /// <param name="relativePath">The folder under <c>data</c>, such as <c>text/t5_mini</c>.</param>
    /// <returns>Its full path, or null when it is not there.</returns>
    public static string? FindFolder(string relativePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(relativePath);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } data)
            return Existing(Path.Combine(data, relativePath));

        return new[] { Path.GetDirectoryName(typeof(ShippedData).Assembly.Location), AppContext.BaseDirectory, Environment.CurrentDirectory }
            .Where(start => !string.IsNullOrEmpty(start))
            .SelectMany(start => WithParents(start!))
            .Select(folder => Existing(Path.Combine(folder, "data", relativePath)))
            .FirstOrDefault(found => found is not null);
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    private static IEnumerable<string> WithParents(string folder)
    {
        for (var info = new DirectoryInfo(folder); info is not null; info = info.Parent)
            yield return info.FullName;
    }
}
