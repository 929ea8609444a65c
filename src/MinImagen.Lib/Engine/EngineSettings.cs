using System.Globalization;
using System.Runtime.CompilerServices;

namespace MinImagen.Lib.Engine;

/// <summary>
/// How LibTorch is set up on this machine. LibTorch, MKL and OpenMP read these settings once, when they are loaded, so this
/// assembly makes them before anything else in it runs. What the user has set stays.
/// </summary>
/// <param name="All">The settings, in the order in which they are made.</param>
public sealed record EngineSettings(IReadOnlyList<EngineSetting> All)
{
    // glibc takes no greater threshold than half a heap, and a U-Net's activations stay below it.
    private const int MapFrom = 32 << 20;
    private const int Keep = 1 << 30;

    /// <summary>The settings of this process.</summary>
    public static EngineSettings OfThisProcess { get; private set; } = new([]);

    /// <summary>Chooses, from what the processor can do and what the measurements in docs/engine.md showed. Changes nothing.</summary>
    /// <param name="cpu">The processor.</param>
    /// <param name="environment">An environment variable's value, null or empty where it is unset.</param>
    public static EngineSettings Choose(CpuFeatures cpu, Func<string, string?> environment)
    {
        List<EngineSetting> settings = [];
        void Add(string name, string? value, string why)
        {
            string? users = environment(name);
            settings.Add(string.IsNullOrEmpty(users) ? new(name, value, why, false) : new(name, users, "set by you", true));
        }

        if (MklOnAmd.IsPossible && cpu is { Amd: true, Avx512: true })
            Add(MklOnAmd.Variable, "1", "MKL uses AVX-512 on AMD's processors too, which it does not by itself; 0 leaves it as it is");
        bool avx512 = cpu.Avx512 && (!cpu.Amd || settings is [{ Name: MklOnAmd.Variable, Value: "1" }]);
        Add("MKL_CBWR", avx512 ? "AVX512,STRICT" : cpu.Avx2 ? "AVX2,STRICT" : null, "the same bits on every run, wherever an array lies in memory");
        Add("OMP_NUM_THREADS", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), "the processors that this process may use; LibTorch takes one thread for each core among them");
        if (OperatingSystem.IsLinux())
        {
            Add("GOMP_SPINCOUNT", "1000", "a thread that waits for another soon lets its core go: beside a busy program up to ten times as fast");
            Add("MALLOC_MMAP_THRESHOLD_", MapFrom.ToString(CultureInfo.InvariantCulture), "blocks up to 32 MB are reused, not returned to the system after each step");
            Add("MALLOC_TRIM_THRESHOLD_", Keep.ToString(CultureInfo.InvariantCulture), "goes with it");
        }

        return new EngineSettings(settings);
    }

    // A library's initializer is right here: the settings must be made before the first tensor of any caller.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        CpuFeatures cpu = CpuFeatures.OfThisMachine();
        EngineSettings settings = Choose(cpu, Environment.GetEnvironmentVariable);
        void UseAvx2() => (OfThisProcess = Choose(cpu with { Avx512 = false }, Environment.GetEnvironmentVariable)).Apply();
        void TellMkl(nint libTorch)
        {
            if (!MklOnAmd.UseAvx512(libTorch))
                UseAvx2();
        }

        LibTorchFiles.LoadBase();
        if (settings.All is [{ Name: MklOnAmd.Variable, Value: "1" }, ..] && !LibTorchFiles.WhenLoaded(TellMkl))
            UseAvx2();
        else
            (OfThisProcess = settings).Apply();
    }

    private void Apply()
    {
        foreach (EngineSetting setting in All)
            if (setting is { SetByUser: false, Value: not null })
                NativeProcess.SetVariable(setting.Name, setting.Value);

        // malloc reads its variables before Main: these two are said to it directly.
        if (OperatingSystem.IsLinux() && All.Where(setting => setting.Name.StartsWith("MALLOC_", StringComparison.Ordinal)).All(setting => !setting.SetByUser))
            NativeProcess.KeepFreedMemory(MapFrom, Keep);
    }
}
