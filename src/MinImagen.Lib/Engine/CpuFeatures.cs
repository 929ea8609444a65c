using System.Runtime.Intrinsics.X86;

namespace MinImagen.Lib.Engine;

/// <summary>What a processor can do, as far as the choice of LibTorch's kernels depends on it.</summary>
/// <param name="Avx2">AVX2 and FMA.</param>
/// <param name="Avx512">AVX-512 F, CD, BW, DQ and VL, which LibTorch's AVX512 kernels need.</param>
/// <param name="Avx512Bf16">AVX-512 BF16: products of bfloat16 numbers.</param>
/// <param name="Amx">AMX BF16: products of tiles of bfloat16 numbers.</param>
/// <param name="Amd">Whether AMD made it.</param>
public sealed record CpuFeatures(bool Avx2, bool Avx512, bool Avx512Bf16, bool Amx, bool Amd)
{
    // "Auth", the beginning of AuthenticAMD
    private const int AmdVendor = 0x68747541;

    /// <summary>The processor that this process runs on. An instruction set counts where the operating system saves its registers too.</summary>
    public static CpuFeatures OfThisMachine()
    {
        if (!X86Base.IsSupported)
        {
            return new CpuFeatures(false, false, false, false, false);
        }

        var avx2 = System.Runtime.Intrinsics.X86.Avx2.IsSupported && Fma.IsSupported;
        var avx512 = avx2 && Avx512F.IsSupported && Avx512CD.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported;

        // CPUID's leaf 7 has what .NET does not name: bit 5 of EAX in its part 1, and bit 22 of EDX in its part 0.
        return new CpuFeatures(
            avx2,
            avx512,
            avx512 && (X86Base.CpuId(7, 1).Eax >> 5 & 1) != 0,
            avx512 && (X86Base.CpuId(7, 0).Edx >> 22 & 1) != 0,
            X86Base.CpuId(0, 0).Ebx == AmdVendor);
    }

    /// <summary>The instruction sets that it has, as processors call them.</summary>
    public override string ToString()
    {
        (bool Has, string Name)[] sets = [(Avx2, "AVX2"), (Avx512, "AVX-512"), (Avx512Bf16, "AVX-512 BF16"), (Amx, "AMX BF16")];
        var names = string.Join(", ", sets.Where(set => set.Has).Select(set => set.Name));
        return names.Length > 0 ? names : "no AVX2";
    }
}
