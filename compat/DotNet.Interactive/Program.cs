using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.DotNet.Interactive.Hosting;

namespace Microsoft.DotNet.Interactive;

/// <summary>The kernel's process: `Microsoft.DotNet.Interactive PIPE TEXT DATA`, started by a front.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var pipe, var text, var data])
        {
            Console.Error.WriteLine("This is a kernel: it is started by `minimagen notebooks run`.");
            return 2;
        }
        var limits = new OutputLimits(long.Parse(text, CultureInfo.InvariantCulture), long.Parse(data, CultureInfo.InvariantCulture));
        using var channel = new AnonymousPipeClientStream(PipeDirection.Out, pipe);

        // Ctrl-C reaches every process of the terminal; the front decides what becomes of this one.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        new KernelHost(channel, limits).Serve();
        return 0;
    }
}
