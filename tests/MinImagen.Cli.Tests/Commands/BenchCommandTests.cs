using MinImagen.Cli.Bench;

namespace MinImagen.Cli.Tests.Commands;

/// <summary>Takes some seconds: a process that runs the small U-Net ten times.</summary>
public sealed class BenchCommandTests
{
    [Fact]
    public void Json_has_a_result_with_its_spread_and_its_operators_for_each_work()
    {
        var run = CommandLine.Run("bench", "--model", "base", "--work", "forward", "sample", "--precision", "float32", "--threads", "1", "--rounds", "1", "--json");
        Assert.Equal(0, run.ExitCode);

        var results = run.Json().GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["forward", "sample"], results.Select(result => result.GetProperty("work").GetString()));
        Assert.All(results, result =>
        {
            Assert.InRange(result.GetProperty("milliseconds").GetProperty("median").GetDouble(), 1, 1e6);
            Assert.Equal(1, result.GetProperty("threads").GetInt32());
            Assert.Contains(result.GetProperty("operators").EnumerateArray(), time => time.GetProperty("name").GetString() == "aten::bmm");
        });
    }

    [Fact]
    public void An_original_that_is_not_there_is_wrong_usage()
    {
        var run = CommandLine.Run("bench", "--python-original", "/no/such/folder");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("/no/such/folder", run.Error);
    }

    [Fact]
    public void The_median_and_the_quartiles_lie_between_measurements()
    {
        Assert.Equal(new Spread(2.5, 1.75, 3.25), Spread.Of([4, 1, 3, 2]));
        Assert.Equal(new Spread(7, 7, 7), Spread.Of([7]));
    }
}
