using System.Runtime.InteropServices;

namespace MinImagen.Lib.Engine;

/// <summary>
/// Lets MKL, which multiplies LibTorch's float32 matrices, use AVX-512 on AMD's processors. MKL asks its own function
/// <c>mkl_serv_intel_cpu_true</c> whether Intel made the processor, and without a yes stops at AVX2: half the speed on Zen 5,
/// nine tenths on Zen 4. It has no setting for that, so the answer is changed in this process's memory. The library's file
/// stays as it is, and MINIMAGEN_MKL_AVX512=0 leaves the answer alone too.
/// </summary>
internal static unsafe partial class MklOnAmd
{
    /// <summary>The environment variable that switches it off when it is 0.</summary>
    public const string Variable = "MINIMAGEN_MKL_AVX512";

    private const int Readable = 1;
    private const int Writable = 2;
    private const int Executable = 4;

    /// <summary>mov eax, 1; ret</summary>
    private static ReadOnlySpan<byte> Yes => [0xb8, 1, 0, 0, 0, 0xc3];

    /// <summary>Whether it may be tried in this process: MKL is in LibTorch's package for Linux on x64 only.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Changes the answer, before MKL is first asked for a product.</summary>
    /// <param name="libTorch">The handle of libtorch_cpu.so, which contains MKL.</param>
    /// <returns>Whether MKL will use AVX-512; false where this MKL has no such function, or the system forbids the change.</returns>
    public static bool UseAvx512(nint libTorch)
    {
        if (!NativeLibrary.TryGetExport(libTorch, "mkl_serv_intel_cpu_true", out var function))
        {
            return false;
        }

        var answer = (delegate* unmanaged<int>)function;
        if (answer() != 0)
        {
            return true;
        }

        // The six bytes may lie across the border of two pages.
        var page = function & ~(nint)(Environment.SystemPageSize - 1);
        var size = (nuint)(function + Yes.Length - page);
        if (mprotect(page, size, Readable | Writable | Executable) != 0)
        {
            return false;
        }

        Yes.CopyTo(new Span<byte>((void*)function, Yes.Length));
        _ = mprotect(page, size, Readable | Executable);
        return answer() != 0;
    }

    [LibraryImport("libc")]
    private static partial int mprotect(nint address, nuint size, int protection);
}
