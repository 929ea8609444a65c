namespace MinImagen.Cli.Demo;

/// <summary>The workspace that this program was built in.</summary>
internal static class Workspace
{
    /// <summary>The emoji that ship with it.</summary>
    /// <exception cref="DirectoryNotFoundException">The program was taken out of its workspace.</exception>
    public static string EmojiSample => Path.Combine(FindRoot(), "data", "emoji-sample");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MinImagen.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory}: not inside the workspace with MinImagen.sln, whose data/ is needed; run ./minimagen of a clone");
    }
}
