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
        var speed = EngineSpeed.Measure();
        if (json)
        {
            JsonReport.Write(new
            {
                LibTorch = __version__,
                LibTorchFile = LibTorchFiles.Loaded,
                LibTorchSharp = LibTorchFiles.WhatTheBuildDid,
                Device,
                Processor = CpuFeatures.OfThisMachine().ToString(),
                Threads = get_num_threads(),
                Settings = EngineSettings.OfThisProcess.All,
                GigaflopsMatrixProductOneThread = speed.MatrixProductOneThread,
                GigaflopsMatrixProduct = speed.MatrixProduct,
                GigaflopsConvolution = speed.Convolution,
                speed.MatrixProductError,
                speed.ConvolutionError,
                speed.Exact,
            });
        }
        else
        {
            Show(speed);
        }

        return speed.Exact
            ? ExitCode.Done
            : throw new CommandException(
                $"the matrix product or the convolution is wrong on this processor (off by {speed.MatrixProductError:G2} and {speed.ConvolutionError:G2} "
                + $"of its size, allowed {EngineSpeed.Tolerance:G2}): set MKL_CBWR=SSE4_2 or ATEN_CPU_CAPABILITY=default and try again");
    }

    private static string Device => cuda_is_available() ? "cuda" : "cpu";

    private static void Show(EngineSpeed speed)
    {
        static void Fact(string name, FormattableString value) => Console.WriteLine($"{name,-16}{value.ToString(CultureInfo.InvariantCulture)}");
        Fact("LibTorch", $"{__version__}, from {LibTorchFiles.Loaded ?? LibTorchFiles.Folder}");
        Fact("LibTorchSharp", $"{LibTorchFiles.WhatTheBuildDid}");
        Fact("device", $"{Device}");
        Fact("processor", $"{CpuFeatures.OfThisMachine()}");
        Fact("threads", $"{get_num_threads()}");
        Fact("matrix product", $"{speed.MatrixProduct:F0} GFLOP/s ({speed.MatrixProductOneThread:F0} on one thread)");
        Fact("convolution", $"{speed.Convolution:F0} GFLOP/s");
        Fact("against float64", $"off by {speed.MatrixProductError:0.0E+0} and {speed.ConvolutionError:0.0E+0} of the largest value: {(speed.Exact ? "right" : "WRONG")}");

        Console.WriteLine();
        Console.WriteLine("Settings (a value in your environment wins):");
        foreach (var setting in EngineSettings.OfThisProcess.All)
        {
            Console.WriteLine($"  {setting.Name}{(setting.Value is null ? " is left unset" : "=" + setting.Value)}");
            Console.WriteLine($"      {setting.Why}");
        }
    }
}
