using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>The lessons of the project.</summary>
internal static class LessonFiles
{
    /// <summary>Where they are, from the project's folder.</summary>
    internal const string FolderName = "notebooks";

    /// <summary>The notebooks that are meant when none is named, in their order, as paths from the working directory.</summary>
    internal static IReadOnlyList<string> All() => Under(ProjectFolder.At(FolderName));

    /// <summary>The solved exercises.</summary>
    internal static IReadOnlyList<string> Solutions() => Under(ProjectFolder.At(FolderName, "solutions"));

    /// <summary>The notebooks in a folder, in their order, as paths from the working directory.</summary>
    internal static IReadOnlyList<string> Under(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).Select(file => Path.GetRelativePath(Environment.CurrentDirectory, file))]
        : [];
}
