using System.CommandLine;
using System.Runtime.InteropServices;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Tests.Terminal;

/// <summary>What the runner makes of a command that fails.</summary>
public sealed partial class CommandRunnerTests
{
    private const int Interrupt = 2;

    [Fact]
    public void A_missing_file_is_1_and_one_line_that_names_it()
    {
        (int exitCode, string error) = Run(_ => throw new FileNotFoundException("no file 'pictures.tsv': say where it is"));

        Assert.Equal(1, exitCode);
        Assert.Equal("minimagen: no file 'pictures.tsv': say where it is\n", error);
    }

    [Fact]
    public void An_unexpected_error_is_1_and_says_how_to_see_more()
    {
        (int exitCode, string error) = Run(_ => throw new InvalidOperationException("first\nsecond\nException raised from somewhere in C++"));

        Assert.Equal(1, exitCode);
        Assert.Equal("minimagen: first second (InvalidOperationException; --debug shows where)\n", error);
    }

    [Fact]
    public void Debug_shows_the_stack_trace()
    {
        (int exitCode, string error) = Run(_ => throw new IOException("broken"), "--debug");

        Assert.Equal(1, exitCode);
        Assert.Contains(nameof(Debug_shows_the_stack_trace), error);
    }

    [Fact]
    public void A_command_chooses_the_exit_code_of_its_failure()
    {
        Assert.Equal((2, "minimagen: --a and --b exclude each other\n"), Run(_ => throw new CommandException("--a and --b exclude each other", ExitCode.WrongUsage)));
    }

    [Fact]
    public void Interrupted_is_130_after_the_command_has_tidied_up()
    {
        var tidied = false;
        (int exitCode, string error) = Run(cancellation =>
        {
            Assert.Equal(0, kill(Environment.ProcessId, Interrupt));
            Assert.True(cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
            tidied = true;
            cancellation.ThrowIfCancellationRequested();
            return 0;
        });

        Assert.Equal((130, "minimagen: interrupted\n"), (exitCode, error));
        Assert.True(tidied);
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        Assert.Equal(1, Run(_ => throw new OperationCanceledException("timed out")).ExitCode);
    }

    private static (int ExitCode, string Error) Run(Func<CancellationToken, int> work, params string[] arguments)
    {
        RootCommand root = new("test") { CommandRunner.DebugOption };
        root.SetAction((_, cancellation) => Task.FromResult(work(cancellation)));
        TextWriter before = Console.Error;
        using StringWriter error = new();
        Console.SetError(error);
        try
        {
            return (CommandRunner.Run(root, arguments), error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
