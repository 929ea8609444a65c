using System.Text.Json;
using MinImagen.Lib.Engine;

namespace MinImagen.Cli.Tests.Commands;

public sealed class InfoCommandTests
{
    private static readonly Dictionary<string, string?> Unset = EngineSettings.OfThisProcess.All.ToDictionary(setting => setting.Name, _ => (string?)null);

    [Fact]
    public void Json_is_one_object_with_the_version_the_settings_and_the_speeds()
    {
        CommandLine run = CommandLine.RunWith(Unset, "info", "--json");
        JsonElement info = run.Json();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("2.10.0", info.GetProperty("lib_torch").GetString());
        Assert.True(info.GetProperty("gigaflops_matrix_product").GetDouble() > 0);
        Assert.True(info.GetProperty("gigaflops_convolution").GetDouble() > 0);
        Assert.InRange(info.GetProperty("matrix_product_error").GetDouble(), 1e-9, EngineSpeed.Tolerance);
        Assert.True(info.GetProperty("exact").GetBoolean());
        Assert.InRange(info.GetProperty("threads").GetInt32(), 1, Environment.ProcessorCount);
    }

    [Fact]
    public void What_the_user_has_set_stays_and_reaches_LibTorch()
    {
        Dictionary<string, string?> environment = new(Unset) { ["OMP_NUM_THREADS"] = "1", ["MKL_CBWR"] = "SSE4_2" };
        JsonElement info = CommandLine.RunWith(environment, "info", "--json").Json();

        Assert.Equal(1, info.GetProperty("threads").GetInt32());
        string[] users =
        [
            .. info.GetProperty("settings").EnumerateArray().Where(setting => setting.GetProperty("set_by_user").GetBoolean())
                .Select(setting => $"{setting.GetProperty("name")}={setting.GetProperty("value")}"),
        ];
        Assert.Equal(["MKL_CBWR=SSE4_2", "OMP_NUM_THREADS=1"], users);
    }

    [Fact]
    public void The_table_says_where_LibTorch_is_and_each_setting_and_why()
    {
        string output = CommandLine.RunWith(Unset, "info").Output;

        Assert.Contains("LibTorch ", output);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu"), output);
        Assert.Contains("against float64", output);
        foreach (EngineSetting setting in EngineSettings.OfThisProcess.All)
        {
            Assert.Contains(setting.Name, output);
            Assert.Contains(setting.Why, output);
        }
    }
}
