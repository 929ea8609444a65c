namespace MinImagen.Cli.Tests.Terminal;

public sealed class CommandLineTests
{
    [Fact]
    public void Help_lists_the_commands_and_ends_with_examples()
    {
        CommandLine help = CommandLine.Run("--help");

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("  info ", help.Output);
        Assert.Contains("  bench ", help.Output);
        Assert.Contains("minimagen info ", help.Output[help.Output.IndexOf("Examples:", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Without_arguments_it_shows_the_help()
    {
        CommandLine nothing = CommandLine.Run();

        Assert.Equal(0, nothing.ExitCode);
        Assert.Equal(CommandLine.Run("--help").Output, nothing.Output);
    }

    [Fact]
    public void A_commands_help_ends_with_its_own_examples()
    {
        CommandLine help = CommandLine.Run("bench", "overhead", "--help");

        Assert.Contains("--at-most", help.Output);
        Assert.Contains("minimagen bench overhead --at-most 1 ", help.Output);
    }

    [Fact]
    public void Version_is_a_number_on_one_line()
    {
        CommandLine version = CommandLine.Run("--version");

        Assert.Equal(0, version.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", version.Output);
    }

    [Theory]
    [InlineData("no-such-command", "no-such-command")]
    [InlineData("info --no-such-option", "--no-such-option")]
    [InlineData("bench overhead --at-most much", "much")]
    [InlineData("data", "command")]
    public void Wrong_usage_is_2_and_names_what_is_wrong(string arguments, string wrong)
    {
        CommandLine run = CommandLine.Run(arguments.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(wrong, run.Error);
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData("train --data /no/such/folder")]
    [InlineData("generate apple --from /no/such/folder")]
    public void What_is_not_there_is_1_and_one_line_that_names_it(string arguments)
    {
        CommandLine run = CommandLine.Run(arguments.Split(' '));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("/no/such/folder", run.Error);
        Assert.StartsWith("minimagen: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
