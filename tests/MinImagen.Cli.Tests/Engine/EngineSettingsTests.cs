using MinImagen.Lib.Engine;

namespace MinImagen.Cli.Tests.Engine;

public sealed class EngineSettingsTests
{
    private static readonly BlasLibrary OpenMp = new("openblas-openmp", "/lib/openblas-openmp");
    private static readonly BlasLibrary Pthread = new("openblas-pthread", null);

    [Theory]
    [InlineData(true, true, "SkylakeX", "avx512")]
    [InlineData(true, false, "Haswell", null)]
    [InlineData(false, false, null, null)]
    public void Kernels_follow_from_what_the_processor_can_do(bool avx2, bool avx512, string? openBlas, string? aten)
    {
        EngineSettings settings = Choose(new CpuFeatures(avx2, avx512, 4), OpenMp);

        Assert.Equal(openBlas, Value(settings, "OPENBLAS_CORETYPE"));
        Assert.Equal(aten, Value(settings, "ATEN_CPU_CAPABILITY"));
        Assert.Equal("4", Value(settings, "OMP_NUM_THREADS"));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "1")]
    public void OpenBlas_with_threads_of_its_own_gets_one_where_LibTorch_has_several(int cores, string? threads)
    {
        CpuFeatures cpu = new(Avx2: true, Avx512: false, cores);

        Assert.Equal(threads, Value(Choose(cpu, Pthread), "OPENBLAS_NUM_THREADS"));
        Assert.Null(Value(Choose(cpu, OpenMp), "OPENBLAS_NUM_THREADS"));
    }

    [Fact]
    public void What_the_user_has_set_is_kept_and_an_empty_value_is_none()
    {
        CpuFeatures cpu = new(Avx2: true, Avx512: true, 2);
        EngineSettings settings = Choose(cpu, OpenMp, ("OPENBLAS_CORETYPE", "Zen"), ("OMP_WAIT_POLICY", "ACTIVE"), ("ATEN_CPU_CAPABILITY", ""));

        Assert.Equal(["OPENBLAS_CORETYPE=Zen", "OMP_WAIT_POLICY=ACTIVE"], settings.All.Where(setting => setting.SetByUser).Select(setting => $"{setting.Name}={setting.Value}"));
        Assert.Equal("avx512", Value(settings, "ATEN_CPU_CAPABILITY"));
    }

    [Fact]
    public void The_user_chooses_the_BLAS_and_the_threads_follow()
    {
        CpuFeatures cpu = new(Avx2: true, Avx512: true, 2);
        EngineSettings system = Choose(cpu, OpenMp, (BlasLibrary.Variable, "system"));
        EngineSettings folder = Choose(cpu, OpenMp, (BlasLibrary.Variable, "/opt/openblas-pthread/"));

        Assert.Null(system.Blas.Folder);
        Assert.Equal("/opt/openblas-pthread/", folder.Blas.Folder);
        Assert.Equal("1", Value(folder, "OPENBLAS_NUM_THREADS"));
    }

    [Theory]
    [InlineData("/lib/openblas-pthread/libblas.so.3", true, "openblas-openmp", "/lib/openblas-openmp")]
    [InlineData("/lib/openblas-pthread/libblas.so.3", false, "openblas-pthread", null)]
    [InlineData("/lib/blas/libblas.so.3", true, "openblas-openmp", "/lib/openblas-openmp")]
    [InlineData("/lib/openblas-openmp/libblas.so.3", true, "openblas-openmp", null)]
    [InlineData("/opt/mkl/libmkl_rt.so", true, "mkl", null)]
    [InlineData(null, true, "", null)]
    public void The_OpenMP_build_takes_the_place_of_what_is_known_to_be_slower(string? systemChoice, bool installed, string name, string? folder)
    {
        BlasLibrary chosen = BlasLibrary.Choose(systemChoice, path => installed && path == "/lib/openblas-openmp/libblas.so.3");

        Assert.Equal(new BlasLibrary(name, folder), chosen);
    }

    [Theory]
    [InlineData("\t0-3\n", 2)]
    [InlineData("0,2", 2)]
    [InlineData("0-1", 1)]
    [InlineData("5", 1)]
    public void Cores_are_counted_and_not_their_threads(string mask, int cores)
    {
        // Two threads a core: 0 and 1, 2 and 3, 4 and 5.
        Assert.Equal(cores, CpuFeatures.CountCores(mask, processor => $"{processor / 2 * 2}-{(processor / 2 * 2) + 1}\n"));
    }

    [Fact]
    public void This_process_runs_on_the_OpenMP_build_where_it_is_installed()
    {
        if (EngineSettings.OfThisProcess.Blas.Folder is not { } folder)
            return;
        EngineSpeed speed = EngineSpeed.Measure();

        Assert.True(speed.Exact, speed.ToString());
        string[] loaded = [.. File.ReadLines("/proc/self/maps").Where(line => line.Contains("/libopenblas", StringComparison.Ordinal))];
        Assert.NotEmpty(loaded);
        Assert.All(loaded, line => Assert.Contains(folder, line));
    }

    private static EngineSettings Choose(CpuFeatures cpu, BlasLibrary blas, params (string Name, string Value)[] environment) =>
        EngineSettings.Choose(cpu, blas, name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    private static string? Value(EngineSettings settings, string name) => settings.All.Single(setting => setting.Name == name).Value;
}
