namespace MinImagen.Lib.Tests.Data;

/// <summary>Folders of the repository that the tests were built in.</summary>
public static class RepositoryFolder
{
    private static readonly string s_root = FindRoot();

    public static string EmojiSample => Path.Combine(s_root, "data", "emoji-sample");

    public static string Golden => Path.Combine(s_root, "tests", "golden");

    private static string FindRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MinImagen.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
