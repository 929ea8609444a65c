using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MinImagen.Lib.Engine;

/// <summary>
/// How LibTorch is set up on this machine. LibTorch, OpenBLAS and the OpenMP runtime read these settings once, when
/// they are loaded, so this assembly makes them before anything else in it runs. What the user has set stays.
/// </summary>
/// <param name="Blas">The library that multiplies matrices.</param>
/// <param name="All">The settings, in the order in which they are made.</param>
public sealed record EngineSettings(BlasLibrary Blas, IReadOnlyList<EngineSetting> All)
{
    // glibc takes no greater threshold than half a heap, and a U-Net's activations stay below it.
    private const int MapFrom = 32 << 20;
    private const int Keep = 1 << 30;

    /// <summary>The settings of this process. None where LibTorch comes in a package, which brings its own libraries, and none outside Linux.</summary>
    public static EngineSettings OfThisProcess { get; private set; } = new(new BlasLibrary("", null), []);

    /// <summary>Whether LibTorch is the system's own, behind compat/TorchSharp, and not a package's.</summary>
    public static bool UsesSystemLibTorch { get; } =
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(EngineSettings).Assembly.Location) ?? "", "libminimagen_door.so"));

    /// <summary>Chooses, from what the processor can do and what the measurements in docs/engine.md showed. Changes nothing.</summary>
    /// <param name="cpu">The processor.</param>
    /// <param name="systemBlas">The library that multiplies matrices unless the user says otherwise.</param>
    /// <param name="environment">An environment variable's value, null or empty where it is unset.</param>
    public static EngineSettings Choose(CpuFeatures cpu, BlasLibrary systemBlas, Func<string, string?> environment)
    {
        List<EngineSetting> settings = [];
        EngineSetting Add(string name, string? value, string why)
        {
            string? users = environment(name);
            EngineSetting setting = string.IsNullOrEmpty(users) ? new(name, value, why, false) : new(name, users, "set by you", true);
            settings.Add(setting);
            return setting;
        }

        EngineSetting chosenBlas = Add(BlasLibrary.Variable, systemBlas.Folder ?? "system", systemBlas switch
        {
            { Folder: not null } => "OpenBLAS's OpenMP build works on LibTorch's own threads",
            { Name: "blas" } => "the reference BLAS is ten times slower: install libopenblas0-openmp",
            { Name: "openblas-pthread" } => "its own threads fight with LibTorch's: better install libopenblas0-openmp",
            { Name: "" } => "the system has no libblas.so.3 that could be chosen otherwise",
            _ => $"what the system chose, {systemBlas.Name}",
        });
        BlasLibrary blas = chosenBlas switch
        {
            { SetByUser: false } => systemBlas,
            { Value: "system" } => systemBlas with { Folder = null, Name = "as the system chose" },
            _ => new BlasLibrary(Path.GetFileName(chosenBlas.Value!.TrimEnd('/')), chosenBlas.Value),
        };

        Add("OPENBLAS_CORETYPE",
            cpu.Avx512 ? "SkylakeX" : cpu.Avx2 ? "Haswell" : null,
            cpu.Avx512 ? "AVX-512; OpenBLAS does not know every newer processor and would fall back to SSE3"
                : cpu.Avx2 ? "AVX2 and FMA; OpenBLAS does not know every newer processor and would fall back to SSE3"
                : "neither AVX2 nor AVX-512: OpenBLAS's own choice");

        // libcpuinfo miscounts the cores of some virtual machines, and LibTorch believes it.
        Add("OMP_NUM_THREADS", cpu.Cores.ToString(CultureInfo.InvariantCulture), "one thread a physical core that this process may use");

        bool ownThreads = blas.Name == "openblas-pthread" && cpu.Cores > 1;
        Add("OPENBLAS_NUM_THREADS", ownThreads ? "1" : null,
            ownThreads ? "OpenBLAS's own threads and LibTorch's wait for each other: measured 1.7 times slower" : "OpenBLAS uses LibTorch's threads");

        Add("ATEN_CPU_CAPABILITY", cpu.Avx512 ? "avx512" : null,
            cpu.Avx512 ? "AVX-512; LibTorch 1.13 stops at AVX2 by itself: SiLU and exp twice as fast" : "LibTorch's own choice");
        Add("OMP_WAIT_POLICY", null, "threads that sleep between operators cost small convolutions half their speed");
        Add("MALLOC_MMAP_THRESHOLD_", MapFrom.ToString(CultureInfo.InvariantCulture), "blocks up to 32 MB are used again and not given back each step: training 1.2 times as fast");
        Add("MALLOC_TRIM_THRESHOLD_", Keep.ToString(CultureInfo.InvariantCulture), "goes with it");
        return new EngineSettings(blas, settings);
    }

    // A library's initializer is right here: the settings must be made before the first tensor of any caller.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        if (!OperatingSystem.IsLinux() || !UsesSystemLibTorch)
            return;
        string libraries = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "/usr/lib/aarch64-linux-gnu" : "/usr/lib/x86_64-linux-gnu";
        OfThisProcess = Choose(CpuFeatures.OfThisMachine(), BlasLibrary.OfThisMachine(libraries), Environment.GetEnvironmentVariable);
        OfThisProcess.Apply();
    }

    private void Apply()
    {
        foreach (EngineSetting setting in All)
            if (setting is { SetByUser: false, Value: not null })
                NativeProcess.SetVariable(setting.Name, setting.Value);

        // malloc reads its variables before Main: these two are said to it directly.
        if (All.Where(setting => setting.Name.StartsWith("MALLOC_", StringComparison.Ordinal)).All(setting => !setting.SetByUser))
            NativeProcess.KeepFreedMemory(MapFrom, Keep);
        Blas.Load();
    }
}
