using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>What a tensor is, in one line.</summary>
/// <param name="Shape">Such as <c>(4, 3, 64, 64)</c>; <c>()</c> for a single number.</param>
/// <param name="Type">Such as <c>float32</c>.</param>
/// <param name="Count">How many values it has.</param>
/// <param name="Mean">Mean of its finite values; NaN without any.</param>
/// <param name="Std">Standard deviation of its finite values, with n below the line; NaN without any.</param>
/// <param name="Min">The smallest finite value; NaN without any.</param>
/// <param name="Max">The largest finite value; NaN without any.</param>
/// <param name="NotFinite">How many values are NaN or infinite.</param>
public sealed record TensorSummary(string Shape, string Type, long Count, double Mean, double Std, double Min, double Max, long NotFinite)
{
    /// <summary>Measures a tensor.</summary>
    /// <param name="tensor">Of any shape, of a real type.</param>
    public static TensorSummary Of(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var values = tensor.detach().cpu().to(ScalarType.Float64).flatten();
        var finite = values[values.isfinite()];
        var count = finite.numel();
        var notFinite = values.numel() - count;
        if (count == 0)
            return new(ShapeOf(tensor), TypeOf(tensor), tensor.numel(), double.NaN, double.NaN, double.NaN, double.NaN, notFinite);

        var mean = finite.mean().item<double>();
        var std = Math.Sqrt((finite - mean).square().mean().item<double>());
        return new(ShapeOf(tensor), TypeOf(tensor), tensor.numel(), mean, std, finite.min().item<double>(), finite.max().item<double>(), notFinite);
    }

    /// <summary>Such as <c>Tensor (4, 3, 64, 64) float32, mean 0.02, std 0.98, min -3.1, max 3.4</c>.</summary>
    public override string ToString()
    {
        var values = Count == 0 ? "empty" : Count == NotFinite ? "no finite value" : $"mean {Number(Mean)}, std {Number(Std)}, min {Number(Min)}, max {Number(Max)}";
        var rest = NotFinite > 0 && NotFinite < Count ? $", {NotFinite} of {Count} values not finite" : "";
        return $"Tensor {Shape} {Type}, {values}{rest}";
    }

    internal static string ShapeOf(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";

    internal static string TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Byte => "uint8",
        var type => type.ToString().ToLowerInvariant(),
    };

    /// <summary>Four digits that count.</summary>
    internal static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
