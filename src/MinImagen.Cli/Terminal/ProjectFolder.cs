namespace MinImagen.Cli.Terminal;

/// <summary>The project's own folder: the lessons lie in it, and what is built from its sources.</summary>
internal static class ProjectFolder
{
    private const string Landmark = "MinImagen.sln";

    /// <summary>Where the project is, looking upwards from the program, then from the working directory.</summary>
    /// <exception cref="CommandException">This is not run from within the project.</exception>
    internal static string Path => new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }
        .SelectMany(WithParents)
        .FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, Landmark)))
        ?? throw new CommandException($"no {Landmark} above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}: run this from a clone of the project");

    /// <summary>A path in the project.</summary>
    internal static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static IEnumerable<string> WithParents(string folder)
    {
        for (var info = new DirectoryInfo(folder); info is not null; info = info.Parent)
        {
            yield return info.FullName;
        }
    }
}
