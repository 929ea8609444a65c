using MinImagen.Cli.Bench;

namespace MinImagen.Cli.Tests.Commands;

/// <summary>Takes some seconds: processes that run the small U-Net some times.</summary>
public sealed class BenchCommandTests
{
    [Fact]
    public void Json_has_a_result_with_its_spread_for_each_work()
    {
        var run = CommandLine.Run("bench", "--model", "base", "--work", "forward", "sample", "--precision", "float32", "--threads", "1", "--rounds", "1", "--json");
        Assert.Equal(0, run.ExitCode);

        var results = run.Json().GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["forward", "sample"], results.Select(result => result.GetProperty("work").GetString()));
        Assert.All(results, result =>
        {
            Assert.InRange(result.GetProperty("milliseconds").GetProperty("median").GetDouble(), 1, 1e6);
            Assert.Equal(1, result.GetProperty("threads").GetInt32());
            Assert.InRange(result.GetProperty("peak_megabytes").GetDouble(), 50, 20_000);
        });
    }

    [Fact]
    public void An_original_that_is_not_there_is_wrong_usage()
    {
        var run = CommandLine.Run("bench", "--python-original", "/no/such/folder");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("/no/such/folder", run.Error);
    }

    [Theory]
    [InlineData("--rounds", "many")]
    [InlineData("--rounds", "0")]
    [InlineData("--threads", "x")]
    [InlineData("--threads", "2 0")]
    [InlineData("--precision", "float8")]
    public void What_is_no_number_is_wrong_usage(string option, string values)
    {
        var run = CommandLine.Run(["bench", option, .. values.Split(' ')]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("See: minimagen bench --help", run.Error);
    }

    /// <summary>About 2 s: two processes that sample one step.</summary>
    [Fact]
    public void From_a_new_process_to_its_first_step_the_stages_follow_one_another()
    {
        var run = CommandLine.Run("bench", "start", "--rounds", "2", "--json");
        Assert.Equal(0, run.ExitCode);

        var seconds = run.Json().GetProperty("seconds");
        double Median(string stage) => seconds.GetProperty(stage).GetProperty("median").GetDouble();
        Assert.True(Median("runtime") > 0);

        // LibTorch loads beside the reading of the model, whose weights need it.
        Assert.True(Median("engine") > Median("runtime"));
        Assert.True(Median("model") > Median("engine"));
        Assert.True(Median("step") > Median("model"));
    }

    [Fact]
    public void A_model_that_is_not_there_ends_the_measuring_with_its_own_words()
    {
        var run = CommandLine.Run("bench", "start", "--from", "/no/such/training");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("/no/such/training", run.Error);
    }

    [Fact]
    public void The_median_and_the_quartiles_lie_between_measurements()
    {
        Assert.Equal(new Spread(2.5, 1.75, 3.25), Spread.Of([4, 1, 3, 2]));
        Assert.Equal(new Spread(7, 7, 7), Spread.Of([7]));
    }
}
