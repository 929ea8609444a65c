using System.Text.Json;
using MinImagen.Lib.Engine;

namespace MinImagen.Cli.Tests.Commands;

public sealed class InfoCommandTests
{
    private static readonly Dictionary<string, string?> Unset = new()
    {
        ["OPENBLAS_CORETYPE"] = null,
        ["OPENBLAS_NUM_THREADS"] = null,
        ["OMP_NUM_THREADS"] = null,
        ["ATEN_CPU_CAPABILITY"] = null,
        ["MINIMAGEN_BLAS"] = null,
    };

    [Fact]
    public void Json_is_one_object_with_the_version_the_settings_and_the_speeds()
    {
        CommandLine run = CommandLine.RunWith(Unset, "info", "--json");
        JsonElement info = run.Json();

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+", info.GetProperty("lib_torch").GetString());
        Assert.True(info.GetProperty("gigaflops_matrix_product").GetDouble() > 0);
        Assert.True(info.GetProperty("gigaflops_convolution").GetDouble() > 0);
        Assert.InRange(info.GetProperty("matrix_product_error").GetDouble(), 1e-9, EngineSpeed.Tolerance);
        Assert.True(info.GetProperty("exact").GetBoolean());
        if (EngineSettings.UsesSystemLibTorch)
            Assert.Equal(CpuFeatures.OfThisMachine().Cores, info.GetProperty("threads").GetInt32());
    }

    [Fact]
    public void What_the_user_has_set_stays_and_reaches_LibTorch()
    {
        Dictionary<string, string?> environment = new(Unset) { ["OMP_NUM_THREADS"] = "3", ["ATEN_CPU_CAPABILITY"] = "default" };
        JsonElement info = CommandLine.RunWith(environment, "info", "--json").Json();

        Assert.Equal(3, info.GetProperty("threads").GetInt32());
        if (EngineSettings.UsesSystemLibTorch)
        {
            JsonElement[] settings = [.. info.GetProperty("settings").EnumerateArray()];
            string[] users = [.. settings.Where(setting => setting.GetProperty("set_by_user").GetBoolean()).Select(setting => $"{setting.GetProperty("name")}={setting.GetProperty("value")}")];
            Assert.Equal(["OMP_NUM_THREADS=3", "ATEN_CPU_CAPABILITY=default"], users);
        }
    }

    [Fact]
    public void The_table_says_each_setting_and_why()
    {
        string output = CommandLine.RunWith(Unset, "info").Output;

        Assert.Contains("LibTorch ", output);
        Assert.Contains("against float64", output);
        foreach (EngineSetting setting in EngineSettings.OfThisProcess.All)
            Assert.Contains(setting.Name, output);
    }
}
