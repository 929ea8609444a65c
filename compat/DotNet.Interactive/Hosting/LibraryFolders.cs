using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>
/// Finds what the libraries that cells name with #r need, managed and native, in those libraries' own folders. Everything
/// is loaded into the default context, so that a type is the same type however it was reached.
/// </summary>
internal sealed class LibraryFolders
{
    private readonly Lock guard = new();
    private readonly List<string> folders = [];

    internal LibraryFolders()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Find(folder => Path.Combine(folder, name.Name + ".dll")) is { } path ? context.LoadFromAssemblyPath(path) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => LoadNative(name);
    }

    /// <summary>Adds the folder of a library.</summary>
    internal void Add(string library)
    {
        var folder = Path.GetDirectoryName(library)!;
        lock (guard)
        {
            if (!folders.Contains(folder))
            {
                folders.Add(folder);
            }
        }
    }

    private nint LoadNative(string name)
    {
        string[] spellings = [name, $"lib{name}.so", $"{name}.so", $"{name}.dll", $"lib{name}.dylib"];
        var found = spellings
            .SelectMany(spelling => new[] { spelling, Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native", spelling) })
            .Select(relative => Find(folder => Path.Combine(folder, relative)))
            .FirstOrDefault(path => path is not null);
        return found is not null && NativeLibrary.TryLoad(found, out var handle) ? handle : 0;
    }

    private string? Find(Func<string, string> at)
    {
        lock (guard)
        {
            return folders.Select(at).FirstOrDefault(File.Exists);
        }
    }
}
