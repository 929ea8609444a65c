using System.Runtime.InteropServices;

namespace MinImagen.Lib.Engine;

/// <summary>
/// The library behind libblas.so.3, which multiplies LibTorch's matrices on Debian and Ubuntu. OpenBLAS comes there in
/// two builds: "openmp" works on the threads that LibTorch has, "pthread" brings its own, and the two sets of threads
/// then wait for each other on the same cores.
/// </summary>
/// <param name="Name">"openblas-openmp", "openblas-pthread", "openblas-serial", "blas" for the slow reference, or whatever folder the system chose; empty where there is none.</param>
/// <param name="Folder">The folder to load it from in the system's stead; null to take what the system chose.</param>
public sealed record BlasLibrary(string Name, string? Folder)
{
    /// <summary>The environment variable that chooses: "system", or a folder that holds libblas.so.3.</summary>
    public const string Variable = "MINIMAGEN_BLAS";

    private const string OpenMp = "openblas-openmp";

    /// <summary>
    /// Chooses: the OpenMP build of OpenBLAS where it is installed and the system's own choice is one of the builds
    /// that are known to be slower with LibTorch; else the system's choice, which may be something better (MKL, BLIS).
    /// </summary>
    /// <param name="systemChoice">What libblas.so.3 resolves to; null where there is none.</param>
    /// <param name="exists">Whether a file exists.</param>
    public static BlasLibrary Choose(string? systemChoice, Func<string, bool> exists)
    {
        string? folder = Path.GetDirectoryName(systemChoice);
        string name = Path.GetFileName(folder) ?? "";
        if (name is not ("openblas-pthread" or "openblas-serial" or "blas"))
            return new BlasLibrary(name, null);

        string better = Path.Combine(Path.GetDirectoryName(folder)!, OpenMp);
        return exists(Path.Combine(better, "libblas.so.3")) ? new BlasLibrary(OpenMp, better) : new BlasLibrary(name, null);
    }

    internal static BlasLibrary OfThisMachine(string libraries)
    {
        string link = Path.Combine(libraries, "libblas.so.3");
        return Choose(File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName, File.Exists);
    }

    /// <summary>
    /// Loads it before LibTorch asks for a library of that name: the loader then takes the one that is there. The order
    /// is that of their dependence.
    /// </summary>
    internal void Load()
    {
        if (Folder is null)
            return;
        foreach (string library in (string[])["libopenblas.so.0", "libblas.so.3", "liblapack.so.3"])
            NativeLibrary.TryLoad(Path.Combine(Folder, library), out _);
    }
}
