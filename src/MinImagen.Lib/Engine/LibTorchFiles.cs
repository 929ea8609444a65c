using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace MinImagen.Lib.Engine;

/// <summary>Where LibTorch's files are, and how they are loaded.</summary>
public static class LibTorchFiles
{
    /// <summary>The folder where the build puts LibTorch's files: beside TorchSharp.dll.</summary>
    public static string Folder { get; } = Path.GetDirectoryName(typeof(torch).Assembly.Location) ?? AppContext.BaseDirectory;

    /// <summary>What the build did to libLibTorchSharp.so so that this system can load it, and why; see build/WeakenGlibcxx.cs.</summary>
    public static string WhatTheBuildDid { get; } = Read(Path.Combine(Folder, "libLibTorchSharp.so.txt"));

    /// <summary>The file of the LibTorch that this process has loaded; null before that, and where the system does not tell.</summary>
    public static string? Loaded
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
                .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) is "libtorch_cpu" or "torch_cpu");
        }
    }

    /// <summary>
    /// Loads the part of LibTorch that all others need by its full path. They ask for it by its plain name, libc10.so, and the
    /// loader would first look into LD_LIBRARY_PATH, where another LibTorch may lie; what is loaded already comes before that.
    /// </summary>
    internal static void LoadBase()
    {
        string library = Path.Combine(Folder, "libc10.so");
        if (OperatingSystem.IsLinux() && File.Exists(library))
            NativeLibrary.Load(library);
    }

    /// <summary>Asks for a call when LibTorch has been loaded, before it computes anything.</summary>
    /// <param name="then">Given the handle of libtorch_cpu.so.</param>
    /// <returns>Whether the call will come; false where somebody else asked already, of whom .NET allows one.</returns>
    internal static bool WhenLoaded(Action<nint> then)
    {
        Lazy<nint> once = new(() =>
        {
            if (NativeLibrary.TryLoad(Path.Combine(Folder, "libtorch_cpu.so"), out nint library))
                then(library);
            return nint.Zero;
        });

        // .NET asks where libLibTorchSharp.so is before TorchSharp's first call into it. Zero: it may look for itself.
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (_, _, _) => once.Value);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "as it comes in its package";
}
