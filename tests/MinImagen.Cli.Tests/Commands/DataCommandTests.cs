using System.Text.Json;

namespace MinImagen.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_npm_it_says_what_to_install_and_leaves_nothing()
    {
        CommandLine run = Fetch();

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("apt-get install npm", run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public void What_the_client_says_is_passed_on()
    {
        Npm("echo 'npm error network request to the registry failed' >&2; exit 7");

        CommandLine run = Fetch();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("network request to the registry failed", run.Error);
        Assert.Contains("exit code 7", run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public void An_archive_that_is_not_the_pinned_one_is_refused_unopened()
    {
        Npm("printf 'not it' > emoji-datasource-google-16.0.0.tgz; printf 'not it' > emojibase-data-17.0.0.tgz");

        CommandLine run = Fetch();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("SHA-512", run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public void What_is_there_is_not_fetched_again()
    {
        string emoji = Path.Combine(Cache, "emoji");
        Directory.CreateDirectory(emoji);
        File.WriteAllLines(Path.Combine(emoji, "captions.tsv"), ["a.png\ta\ttrain", "b.png\tb\tvalidation"]);

        JsonElement report = Fetch("--json").Json();

        Assert.Equal((emoji, 2, 1, 1), (report.GetProperty("folder").GetString(), report.GetProperty("pictures").GetInt32(), report.GetProperty("train").GetInt32(), report.GetProperty("validation").GetInt32()));
    }

    private string Cache => Path.Combine(_folder, "cache");

    private CommandLine Fetch(params string[] more)
    {
        Directory.CreateDirectory(Cache);
        return CommandLine.RunWith(new() { ["MINIMAGEN_CACHE"] = Cache, ["PATH"] = _folder }, ["data", "fetch", "emoji", .. more]);
    }

    private void Npm(string script)
    {
        string path = Path.Combine(_folder, "npm");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
