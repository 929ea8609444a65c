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

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        (string soname, string package)? library = name switch
        {
            Png => ("libpng16.so.16", "libpng16-16"),
            Jpeg => ("libturbojpeg.so.0", "libturbojpeg0"),
            Webp => ("libwebp.so.7", "libwebp7"),
            _ => null,
        };
        if (library is null)
            return IntPtr.Zero;

        (string file, string debian) = library.Value;
        if (NativeLibrary.TryLoad(file, out IntPtr handle))
            return handle;
        throw new DllNotFoundException(
            $"{file} was not found. On Debian it is in the package {debian}: apt-get install {debian} (Ubuntu: libpng16-16t64 or libpng16-16, libturbojpeg, libwebp7).");
    }
}
