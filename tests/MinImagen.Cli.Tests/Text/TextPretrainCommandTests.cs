namespace MinImagen.Cli.Tests.Text;

/// <summary>As processes, about 20 s in all: a tiny encoder on two files' worth of WordNet, the emoji that ship, and all scenes of shapes.</summary>
public sealed class TextPretrainCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("minimagen-pretrain-");

    public TextPretrainCommandTests()
    {
        string[] meanings = ["puppy", "kitten", "moon", "apple", "wheel", "river", "tower", "spoon", "cloud", "shoe"];
        foreach (var (kind, letter) in new[] { ("noun", 'n'), ("verb", 'v'), ("adj", 'a'), ("adv", 'r') })
        {
            File.WriteAllLines(
                Path.Combine(folder.FullName, $"data.{kind}"),
                ["  1 A licence.", .. Enumerable.Range(0, 200).Select(i => $"{i:D8} 03 {letter} 01 {meanings[i % 10]} 0 000 | a small thing of number {i} beside a {meanings[(i + 3) % 10]}")]);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void It_stops_goes_on_and_is_probed()
    {
        var stopped = Pretrain("--minutes", "0", "--json");
        Assert.True(stopped.ExitCode == 0, stopped.Error);
        Assert.Equal((0, false), (stopped.Json().GetProperty("step").GetInt32(), stopped.Json().GetProperty("done").GetBoolean()));

        var done = Pretrain("--json");
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal((4, true), (done.Json().GetProperty("step").GetInt32(), done.Json().GetProperty("done").GetBoolean()));
        Assert.Equal("A licence.\n", File.ReadAllText(Path.Combine(folder.FullName, "out", "LICENSE-WordNet-3.0.txt")));

        var other = Pretrain("--seed", "5");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("other options", other.Error);

        var probe = Run("probe", "--encoder", Path.Combine(folder.FullName, "out"), "--json");
        Assert.True(probe.ExitCode == 0, probe.Error);
        var scores = probe.Json().GetProperty("scores").EnumerateArray().ToDictionary(score => score.GetProperty("source").GetString()!);
        Assert.Equal(["emoji", "glosses", "shapes"], scores.Keys.Order());
        Assert.All(scores.Values, score => Assert.InRange(score.GetProperty("accuracy").GetDouble(), 0, 1));
        Assert.All(probe.Json().GetProperty("nearest").EnumerateArray(), row => Assert.Equal(3, row.GetProperty("trained").GetArrayLength()));
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        Assert.Equal((2, ""), (Pretrain("--lr", "-1").ExitCode, Pretrain("--dim", "33").Output));
        var missing = CommandLine.Run("text", "pretrain", "--out", "x", "--wordnet", folder.FullName, "--emoji", Path.Combine(folder.FullName, "none"));
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("minimagen data fetch emoji", missing.Error);
        var nobody = CommandLine.Run("text", "probe", "--encoder", Path.Combine(folder.FullName, "none"));
        Assert.Equal(2, nobody.ExitCode);
    }

    private CommandLine Pretrain(params string[] more) => Run(
        "pretrain",
        [
            "--out", Path.Combine(folder.FullName, "out"), "--vocabulary", "data/text/t5_mini/spiece.model",
            "--steps", "4", "--batch-tokens", "256", "--dim", "32", "--layers", "1", .. more,
        ]);

    private CommandLine Run(string command, params string[] more) =>
        CommandLine.Run(["text", command, "--wordnet", folder.FullName, "--emoji", "data/emoji-sample", .. more]);
}
