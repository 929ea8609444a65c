using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.Native;

/// <summary>Finds the three C libraries by soname, and says which Debian package holds a missing one.</summary>
internal static class NativeLibraries
{
    internal const string Png = "png16";
    internal const string Jpeg = "turbojpeg";
    internal const string Webp = "webp";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be there before the first call, whichever it is.")]
    internal static void Initialize() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        Png => Load("libpng16.so.16", "libpng16-16"),
        Jpeg => Load("libturbojpeg.so.0", "libturbojpeg0"),
        Webp => Load("libwebp.so.7", "libwebp7"),
        _ => IntPtr.Zero,
    };

    internal static IntPtr Load(string soname, string package)
        => NativeLibrary.TryLoad(soname, out IntPtr handle)
            ? handle
            : throw new DllNotFoundException($"{soname} was not found. It is in Debian's package {package} (Ubuntu's may be named a little differently): apt-get install {package}.");
}
