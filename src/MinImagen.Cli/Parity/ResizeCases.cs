using TorchSharp;

namespace MinImagen.Cli.Parity;

/// <summary>Resizing, with the original's own idea of the size that comes out.</summary>
internal static class ResizeCases
{
    /// <summary>The width alone says how much both sides are scaled.</summary>
    public static void Resize(CaseRun run)
    {
        var x = run.Input("x");
        double width = x.shape[^1];
        var target = run.Args.Int("target");
        run.Report("out/y", ByFactor(run, target / width, target / width));
    }

    /// <summary>Each side is scaled by itself; the recorded rescaling that follows is a defect that is not repeated.</summary>
    public static void ResizeSquare(CaseRun run)
    {
        var x = run.Input("x");
        double height = x.shape[^2], width = x.shape[^1];
        var target = run.Args.Int("target");
        run.Report("out/y", ByFactor(run, target / height, target / width));
        run.LeaveOut("out/rescaled");
    }

    private static torch.Tensor ByFactor(CaseRun run, double heightFactor, double widthFactor)
    {
        (double, double)? clamp = run.Args.Has("clamp_range") && run.Args.Numbers("clamp_range") is [var low, var high] ? (low, high) : null;
        return Lib.Tensors.Resize.ByFactor(run.Input("x"), heightFactor, widthFactor, PadMode(run.Args.Text("pad_mode")), clamp);
    }

    private static PaddingModes PadMode(string name) => name switch
    {
        "constant" => PaddingModes.Constant,
        "reflect" => PaddingModes.Reflect,
        "replicate" => PaddingModes.Replicate,
        "circular" => PaddingModes.Circular,
        _ => throw new InvalidDataException($"'{name}' is no padding mode"),
    };
}
