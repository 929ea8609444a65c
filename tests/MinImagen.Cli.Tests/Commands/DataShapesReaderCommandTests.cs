using System.Text.Json;

namespace MinImagen.Cli.Tests.Commands;

public sealed class DataShapesReaderCommandTests
{
    /// <summary>Twenty pictures of each of 24 sorts: about three seconds.</summary>
    [Fact]
    public void It_measures_every_sort_and_draws_its_sheets()
    {
        var folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;
        try
        {
            var run = CommandLine.Run("data", "shapes-reader", "--pictures", "20", "--sheets", Path.Combine(folder, "sheets"), "--json");

            var report = run.Json();
            var accuracies = report.GetProperty("accuracies").EnumerateArray().ToList();
            var refusals = report.GetProperty("refusals").EnumerateArray().ToList();
            Assert.Equal((0, true, 8, 16), (run.ExitCode, report.GetProperty("passed").GetBoolean(), accuracies.Count, refusals.Count));
            Assert.All(accuracies, row => AssertIsShare(row.GetProperty("all"), of: 20));
            Assert.All(refusals, row => AssertIsShare(row.GetProperty("refused"), of: 20));
            Assert.Equal(24, Directory.GetFiles(Path.Combine(folder, "sheets"), "*.png").Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1000001")]
    [InlineData("many")]
    public void A_number_of_pictures_that_cannot_be_is_wrong_usage(string pictures) =>
        Assert.Equal(2, CommandLine.Run("data", "shapes-reader", "--pictures", pictures).ExitCode);

    private static void AssertIsShare(JsonElement proportion, int of)
    {
        Assert.Equal(of, proportion.GetProperty("trials").GetInt32());
        Assert.Equal((double)proportion.GetProperty("hits").GetInt32() / of, proportion.GetProperty("share").GetDouble(), 1e-12);
        Assert.InRange(proportion.GetProperty("share").GetDouble(), proportion.GetProperty("low").GetDouble(), proportion.GetProperty("high").GetDouble());
    }
}
