namespace MinImagen.Cli.Terminal;

/// <summary>What the process says to whoever started it.</summary>
public static class ExitCode
{
    /// <summary>Done, and what was asked for holds.</summary>
    public const int Done = 0;

    /// <summary>Failed, or a score fell short.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself was wrong; nothing was done.</summary>
    public const int WrongUsage = 2;

    /// <summary>Interrupted by Ctrl-C or a termination signal (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
