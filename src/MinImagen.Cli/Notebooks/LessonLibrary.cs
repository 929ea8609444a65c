using System.Security.Cryptography;
using System.Text;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>The folder that the lessons' #r points to, <c>artifacts/notebooks</c>: built from the sources beside it.</summary>
internal sealed class LessonLibrary
{
    private const string Stamp = ".prepared";
    private const string Project = "src/MinImagen.Charts/MinImagen.Charts.csproj";
    private static readonly string[] sources = ["src/MinImagen.Lib", "src/MinImagen.Notebooks", "src/MinImagen.Charts", "build"];
    private static readonly string[] settings = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    private readonly string root;

    /// <param name="root">The project's folder.</param>
    internal LessonLibrary(string root)
    {
        this.root = root;
        Folder = Path.Combine(root, "artifacts", "notebooks");
    }

    /// <summary>Where it is.</summary>
    internal string Folder { get; }

    /// <summary>Whether it is there, and of the sources as they are now.</summary>
    internal bool IsCurrent()
    {
        var stamp = Path.Combine(Folder, Stamp);
        return File.Exists(stamp) && File.ReadAllText(stamp) == Fingerprint();
    }

    /// <summary>Builds it where it is missing or stale.</summary>
    /// <param name="anyway">Build it even where it is current.</param>
    /// <param name="cancellation">Ends the build; what was there stays.</param>
    /// <returns>Whether it was built.</returns>
    /// <exception cref="CommandException">The build failed.</exception>
    internal bool Prepare(bool anyway, CancellationToken cancellation)
    {
        using var turn = FolderLock.Take(Folder, cancellation);
        if (!anyway && IsCurrent())
        {
            return false;
        }
        var fingerprint = Fingerprint();
        var fresh = Path.Combine(root, "artifacts", $".notebooks.{Path.GetRandomFileName()}");
        try
        {
            Publish(fresh, cancellation);
            File.WriteAllText(Path.Combine(fresh, Stamp), fingerprint);
            Replace(fresh);
        }
        finally
        {
            if (Directory.Exists(fresh))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
        return true;
    }

    private void Publish(string folder, CancellationToken cancellation)
    {
        string[] arguments = ["publish", Path.Combine(root, Project), "-c", "Release", "-o", folder, "--use-current-runtime", "--no-self-contained", "-v", "q", "--nologo"];
        var build = ChildProcess.Run(root, DotnetHost.Program, arguments, cancellation)
            ?? throw new CommandException("the .NET SDK is not installed, and it builds what the lessons refer to: https://dotnet.microsoft.com/download");
        if (build.ExitCode != 0)
        {
            var errors = build.Output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().Take(5);
            throw new CommandException($"the lessons' library could not be built: {string.Join(" | ", errors).Trim()}");
        }
    }

    // A kernel that has the old files open goes on with them.
    private void Replace(string fresh)
    {
        var old = fresh + ".old";
        try
        {
            if (Directory.Exists(Folder))
            {
                Directory.Move(Folder, old);
            }
            Directory.Move(fresh, Folder);
        }
        catch (IOException failure)
        {
            throw new CommandException($"{Folder} cannot be replaced: shut down the notebook kernels that use it ({failure.Message})", inner: failure);
        }
        if (Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = sources.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(settings.Select(name => Path.Combine(root, name)).Where(File.Exists))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, file))));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
