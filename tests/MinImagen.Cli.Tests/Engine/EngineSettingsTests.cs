using MinImagen.Lib.Engine;

namespace MinImagen.Cli.Tests.Engine;

public sealed class EngineSettingsTests
{
    private static readonly CpuFeatures Cpu = new(Avx2: true, Avx512: true, Avx512Bf16: true, Amx: false, Amd: false);

    [Fact]
    public void There_is_a_thread_for_each_processor_at_most()
    {
        Assert.Equal($"{Environment.ProcessorCount}", Value(Choose(Cpu), "OMP_NUM_THREADS"));
    }

    [Theory]
    [InlineData(true, true, "AVX512,STRICT")]
    [InlineData(true, false, "AVX2,STRICT")]
    [InlineData(false, false, null)]
    public void Mkl_rounds_the_same_way_on_every_run_with_a_branch_that_the_processor_has(bool avx2, bool avx512, string? branch) =>
        Assert.Equal(branch, Value(Choose(Cpu with { Avx2 = avx2, Avx512 = avx512 }), "MKL_CBWR"));

    [LinuxFact]
    public void Mkl_uses_AVX_512_on_AMD_too_unless_it_is_told_otherwise()
    {
        CpuFeatures amd = Cpu with { Amd = true };

        Assert.Equal(("1", "AVX512,STRICT"), (Value(Choose(amd), MklOnAmd.Variable), Value(Choose(amd), "MKL_CBWR")));
        Assert.Equal("AVX2,STRICT", Value(Choose(amd, (MklOnAmd.Variable, "0")), "MKL_CBWR"));
        Assert.DoesNotContain(Choose(Cpu).All, setting => setting.Name == MklOnAmd.Variable);
    }

    [Fact]
    public void What_the_user_has_set_is_kept_and_an_empty_value_is_none()
    {
        EngineSettings settings = Choose(Cpu, ("MKL_CBWR", "SSE4_2"), ("OMP_NUM_THREADS", ""));

        Assert.Equal(["MKL_CBWR=SSE4_2"], settings.All.Where(setting => setting.SetByUser).Select(setting => $"{setting.Name}={setting.Value}"));
        Assert.Equal($"{Environment.ProcessorCount}", Value(settings, "OMP_NUM_THREADS"));
    }

    private static EngineSettings Choose(CpuFeatures cpu, params (string Name, string Value)[] environment) =>
        EngineSettings.Choose(cpu, name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    private static string? Value(EngineSettings settings, string name) => settings.All.Single(setting => setting.Name == name).Value;
}
