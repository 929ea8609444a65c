namespace MinImagen.Lib.Files;

/// <summary>Where fetched data is kept between runs.</summary>
public static class CacheFolder
{
    /// <summary>$MINIMAGEN_CACHE; else $XDG_CACHE_HOME/minimagen; else ~/.cache/minimagen. It need not exist.</summary>
    public static string Path
    {
        get
        {
            if (Environment.GetEnvironmentVariable("MINIMAGEN_CACHE") is { Length: > 0 } chosen)
                return System.IO.Path.GetFullPath(chosen);

            // the XDG base directory specification: a relative path is to be ignored
            var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var root = xdg is not null && System.IO.Path.IsPathFullyQualified(xdg)
                ? xdg
                : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return System.IO.Path.Combine(root, "minimagen");
        }
    }
}
