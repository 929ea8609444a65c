using System.Security.Cryptography;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Book;

/// <summary>
/// What pages are drawn with in a browser: npm packages, pinned by <c>Book/assets/package-lock.json</c> and installed by the
/// npm client into <c>artifacts/web</c> when they are first needed.
/// </summary>
internal static class WebPackages
{
    private const string Installed = "installed";

    /// <summary>Installs what the lock file names, unless it is there.</summary>
    /// <param name="cancellation">Ends the installation.</param>
    /// <returns>The folder <c>node_modules</c>.</returns>
    /// <exception cref="CommandException">npm is missing, or could not fetch them.</exception>
    internal static string Install(CancellationToken cancellation)
    {
        var assets = ProjectFolder.At("src", "MinImagen.Cli", "Book", "assets");
        var folder = ProjectFolder.At("artifacts", "web");
        var modules = Path.Combine(folder, "node_modules");
        Directory.CreateDirectory(folder);
        using var turn = FolderLock.Take(folder, cancellation);
        string[] files = ["package.json", "package-lock.json"];
        var wanted = Convert.ToHexString(SHA256.HashData([.. files.SelectMany(file => File.ReadAllBytes(Path.Combine(assets, file)))]));
        var stamp = Path.Combine(folder, Installed);
        if (File.Exists(stamp) && File.ReadAllText(stamp) == wanted && Directory.Exists(modules))
        {
            return modules;
        }
        File.Delete(stamp);
        foreach (var file in files)
        {
            File.Copy(Path.Combine(assets, file), Path.Combine(folder, file), overwrite: true);
        }
        RunNpm(folder, cancellation);
        File.WriteAllText(stamp, wanted);
        return modules;
    }

    private static void RunNpm(string folder, CancellationToken cancellation)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var client = ChildProcess.Run(folder, npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cancellation)
            ?? throw new CommandException("the npm client is not installed, and it fetches what pages are drawn with; on Debian: apt-get install npm");
        if (client.ExitCode != 0)
        {
            throw new CommandException($"npm could not fetch what pages are drawn with (exit code {client.ExitCode}); is the registry reachable? {client.Error.Trim()}");
        }
    }
}
