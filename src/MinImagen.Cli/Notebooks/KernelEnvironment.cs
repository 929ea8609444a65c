using MinImagen.Lib.Engine;

namespace MinImagen.Cli.Notebooks;

/// <summary>
/// LibTorch's settings for the process that runs cells: a cell may load TorchSharp before the library that would make them.
/// </summary>
internal static class KernelEnvironment
{
    private const string LibraryPath = "LD_LIBRARY_PATH";

    /// <summary>Adds this process's settings to another's environment.</summary>
    internal static void AddTo(IDictionary<string, string?> environment)
    {
        var settings = EngineSettings.OfThisProcess;
        foreach (var setting in settings.All.Where(setting => setting.Value is not null))
        {
            environment[setting.Name] = setting.Value;
        }
        if (settings.Blas.Folder is { } folder)
        {
            // What the library does by loading it first, the loader does here by finding it first.
            environment[LibraryPath] = environment.TryGetValue(LibraryPath, out var others) && !string.IsNullOrEmpty(others) ? $"{folder}:{others}" : folder;
        }

        // A kernel of an older .NET runs libraries that were built for a newer one where that is installed.
        environment["DOTNET_ROLL_FORWARD"] = "Major";
    }
}
