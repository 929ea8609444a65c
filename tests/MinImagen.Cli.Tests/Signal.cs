using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MinImagen.Cli.Tests;

/// <summary>Sends signals to processes, as a terminal does.</summary>
internal static partial class Signal
{
    // signal.h
    private const int Sigint = 2;

    /// <summary>What Ctrl-C does.</summary>
    internal static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, Sigint));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
