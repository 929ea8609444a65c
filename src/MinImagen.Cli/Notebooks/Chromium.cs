using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>A browser without a window, where one is installed.</summary>
internal static class Chromium
{
    /// <summary>The environment variable that names the program.</summary>
    internal const string Variable = "MINIMAGEN_CHROMIUM";

    private static readonly string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The program, or null where there is none.</summary>
    internal static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
        {
            return File.Exists(chosen) ? chosen : null;
        }
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>Opens a page of this machine, lets its scripts come to rest, and gives what it has become. It reaches no network.</summary>
    /// <param name="program">The browser.</param>
    /// <param name="page">An .html file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The page's HTML.</returns>
    /// <exception cref="CommandException">The browser failed.</exception>
    internal static string Render(string program, string page, CancellationToken cancellation)
    {
        var profile = Path.Combine(Path.GetDirectoryName(page)!, "profile");
        List<string> arguments =
        [
            "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files", $"--user-data-dir={profile}", "--virtual-time-budget=60000", "--dump-dom",
        ];
        if (Environment.UserName == "root")
        {
            // Chromium's sandbox refuses root, which a container's user often is.
            arguments.Add("--no-sandbox");
        }
        arguments.Add(new Uri(page).AbsoluteUri);
        var browser = ChildProcess.Run(Path.GetDirectoryName(page)!, program, arguments, cancellation)
            ?? throw new CommandException($"{program} cannot be started");
        return browser.ExitCode == 0 ? browser.Output : throw new CommandException($"{program} failed (exit code {browser.ExitCode}): {browser.Error.Trim()}");
    }
}
