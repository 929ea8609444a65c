using System.Text.Json;

namespace MinImagen.Cli.Tests.Commands;

public sealed class BenchOverheadCommandTests
{
    [Fact]
    public void Json_is_one_object_and_does_without_a_python()
    {
        CommandLine run = CommandLine.Run("bench", "overhead", "--json", "--python", "/no/such/python");
        JsonElement bench = run.Json();

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(bench.GetProperty("nanoseconds_a_call").GetDouble(), 10, 1e6);
        Assert.Equal(JsonValueKind.Null, bench.GetProperty("ratio").ValueKind);
    }

    [Fact]
    public void A_bound_with_nothing_to_compare_with_is_a_failure_that_says_what_to_do()
    {
        CommandLine run = CommandLine.Run("bench", "overhead", "--python", "/no/such/python", "--at-most", "1");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("/no/such/python", run.Error);
        Assert.Contains("python3-torch", run.Error);
    }
}
