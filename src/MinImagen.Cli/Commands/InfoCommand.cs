using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Engine;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen info`: which LibTorch this stands on, how it was set up and how fast it is.</summary>
public static class InfoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var json = JsonReport.CreateOption();
        var command = new Command("info", "Say which LibTorch this stands on, the settings chosen and why, and how fast it is here") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command.WithExamples(("minimagen info", "as a table"), ("minimagen info --json", "for a script"));
    }

    private static int Run(bool json)
    {
        var settings = EngineSettings.OfThisProcess;
        var cuda = cuda_is_available();
        var engine = EngineSettings.UsesSystemLibTorch ? "system" : cuda ? "cuda" : "cpu";
        var speed = EngineSpeed.Measure();
        if (json)
            JsonReport.Write(new
            {
                LibTorch = __version__,
                Engine = engine,
                Device = cuda ? "cuda" : "cpu",
                Threads = get_num_threads(),
                Blas = settings.Blas.Name,
                Settings = settings.All,
                GigaflopsMatrixProductOneThread = speed.MatrixProductOneThread,
                GigaflopsMatrixProduct = speed.MatrixProduct,
                GigaflopsConvolution = speed.Convolution,
                speed.MatrixProductError,
                speed.ConvolutionError,
                speed.Exact,
            });
        else
            Show(settings, engine, cuda, speed);

        if (speed.Exact)
            return ExitCode.Done;
        throw new CommandException(
            $"the matrix product or the convolution is wrong on this processor (off by {speed.MatrixProductError:G2} and {speed.ConvolutionError:G2} "
            + $"of its size, allowed {EngineSpeed.Tolerance:G2}): set OPENBLAS_CORETYPE=Haswell or ATEN_CPU_CAPABILITY=default and try again");
    }

    private static void Show(EngineSettings settings, string engine, bool cuda, EngineSpeed speed)
    {
        static void Fact(string name, FormattableString value) => Console.WriteLine($"{name,-16}{value.ToString(CultureInfo.InvariantCulture)}");
        Fact("LibTorch", $"{__version__} ({engine})");
        Fact("device", $"{(cuda ? "cuda" : "cpu")}");
        Fact("threads", $"{get_num_threads()}");
        Fact("matrix product", $"{speed.MatrixProduct:F0} GFLOP/s ({speed.MatrixProductOneThread:F0} on one thread)");
        Fact("convolution", $"{speed.Convolution:F0} GFLOP/s");
        Fact("against float64", $"off by {speed.MatrixProductError:0.0E+0} and {speed.ConvolutionError:0.0E+0} of the largest value: {(speed.Exact ? "right" : "WRONG")}");
        if (settings.All.Count == 0)
            return;

        Console.WriteLine();
        Console.WriteLine("Settings (a value in your environment wins):");
        foreach (var setting in settings.All)
        {
            Console.WriteLine($"  {setting.Name}{(setting.Value is null ? " is left unset" : "=" + setting.Value)}");
            Console.WriteLine($"      {setting.Why}");
        }
    }
}
