using System.Diagnostics;
using System.Globalization;
using MinImagen.Lib.Files;

/// <summary>
/// What .NET runs in a process that is started with DOTNET_STARTUP_HOOKS naming this assembly, before the program itself:
/// kills the process without a word inside the writing of a file. The product knows nothing of it.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable that says where: stage, part of the file's name, which of such writes.</summary>
    public const string Variable = "MINIMAGEN_TEST_KILL";

    /// <summary>Called by .NET.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ') is not [var stage, var name, var count])
        {
            return;
        }

        var left = int.Parse(count, CultureInfo.InvariantCulture);
        AtomicFile.Reached += (path, reached) =>
        {
            if (reached.ToString() == stage && Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) && --left == 0)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        };
    }
}
