using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace MinImagen.Lib.Engine;

/// <summary>Where LibTorch's files are, and how they are loaded.</summary>
public static class LibTorchFiles
{
    private static readonly string[] inOrderOfNeed = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

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
    /// Loads LibTorch by its full path. Its parts ask for each other by plain names such as libc10.so, and the loader would
    /// first look into LD_LIBRARY_PATH, where another LibTorch may lie; a library that is loaded already comes before that.
    /// </summary>
    internal static void LoadOwn()
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (string library in inOrderOfNeed.Select(name => Path.Combine(Folder, name)).Where(File.Exists))
            NativeLibrary.Load(library);
    }

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "as it comes in its package";
}
