namespace MinImagen.Cli.Terminal;

/// <summary>
/// A failure that the user can do something about. The message is shown as it is, on one line: it names the file or
/// option, and the remedy.
/// </summary>
/// <param name="message">What failed, where, and what to do.</param>
/// <param name="exitCode">One of <see cref="ExitCode"/>; <see cref="ExitCode.WrongUsage"/> when only the command line is to blame.</param>
/// <param name="inner">What caused it, shown with --debug.</param>
public sealed class CommandException(string message, int exitCode = ExitCode.Failed, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The exit code of the process.</summary>
    public int ExitCode { get; } = exitCode;
}
