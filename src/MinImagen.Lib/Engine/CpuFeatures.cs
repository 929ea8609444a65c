using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace MinImagen.Lib.Engine;

/// <summary>What a processor can do, as far as the choice of LibTorch's kernels depends on it.</summary>
/// <param name="Avx2">AVX2 and FMA.</param>
/// <param name="Avx512">AVX-512 F, CD, BW, DQ and VL, which LibTorch's AVX512 kernels need.</param>
/// <param name="Avx512Bf16">AVX-512 BF16: products of bfloat16 numbers.</param>
/// <param name="Amx">AMX: products of tiles of bfloat16 numbers.</param>
/// <param name="Amd">Whether AMD made it.</param>
/// <param name="Cores">Physical cores that this process may use, at least 1.</param>
public sealed record CpuFeatures(bool Avx2, bool Avx512, bool Avx512Bf16, bool Amx, bool Amd, int Cores)
{
    // "Auth", the beginning of AuthenticAMD
    private const int AmdVendor = 0x68747541;

    private const string SiblingsOf = "/sys/devices/system/cpu/cpu{0}/topology/thread_siblings_list";

    /// <summary>The processor that this process runs on. An instruction set counts where the operating system saves its registers too.</summary>
    public static CpuFeatures OfThisMachine() => new(
        Avx2: Avx2Supported,
        Avx512: Avx2Supported && Avx512F.IsSupported && Avx512CD.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported,
        Avx512Bf16: (Leaf7(1).Eax >> 5 & 1) != 0 && Avx512F.IsSupported,
        Amx: (Leaf7(0).Edx >> 22 & 1) != 0,
        Amd: X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == AmdVendor,
        Cores: CountCores());

    /// <summary>The instruction sets that it has, as processors call them.</summary>
    public override string ToString()
    {
        (bool Has, string Name)[] sets = [(Avx2, "AVX2"), (Avx512, "AVX-512"), (Avx512Bf16, "AVX-512 BF16"), (Amx, "AMX BF16")];
        string names = string.Join(", ", sets.Where(set => set.Has).Select(set => set.Name));
        return names.Length > 0 ? names : "no AVX2";
    }

    // CPUID's extended features, of which .NET names only some.
    private static (int Eax, int Edx) Leaf7(int part)
    {
        if (!X86Base.IsSupported)
        {
            return (0, 0);
        }

        (int eax, _, _, int edx) = X86Base.CpuId(7, part);
        return (eax, edx);
    }

    private static bool Avx2Supported => System.Runtime.Intrinsics.X86.Avx2.IsSupported && Fma.IsSupported;

    /// <summary>
    /// Two hardware threads of one core share its multipliers, so cores are counted, within the affinity mask; a
    /// container's CPU quota, which <see cref="Environment.ProcessorCount"/> knows, may allow fewer.
    /// </summary>
    private static int CountCores()
    {
        const string allowed = "Cpus_allowed_list:";
        try
        {
            string mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith(allowed, StringComparison.Ordinal));
            return Math.Clamp(CountCores(mask[allowed.Length..], ReadSiblings), 1, Environment.ProcessorCount);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return Environment.ProcessorCount;
        }

        static string ReadSiblings(int processor) => File.ReadAllText(string.Format(CultureInfo.InvariantCulture, SiblingsOf, processor));
    }

    /// <summary>Counts the distinct sets of sibling threads among the processors of a mask.</summary>
    /// <param name="mask">A kernel list such as "0-3,8".</param>
    /// <param name="siblings">A processor's list of threads that share its core.</param>
    public static int CountCores(string mask, Func<int, string> siblings) =>
        Processors(mask).Select(processor => siblings(processor).Trim()).Distinct().Count();

    private static IEnumerable<int> Processors(string list)
    {
        foreach (string range in list.Trim().Split(','))
        {
            string[] ends = range.Split('-');
            int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
            int last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (int processor = first; processor <= last; processor++)
                yield return processor;
        }
    }
}
