namespace MinImagen.Cli.Terminal;

/// <summary>What starts a .NET program in a process of its own.</summary>
internal static class DotnetHost
{
    /// <summary>The `dotnet` that runs this process, so that a child has the same; that of the PATH where another program hosts us.</summary>
    public static string Program =>
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
}
