using System.Globalization;

namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static float ToSingle(this torch.Tensor value) => Given(value).ToScalar().ToSingle();

    public static double ToDouble(this torch.Tensor value) => Given(value).ToScalar().ToDouble();

    public static Half ToHalf(this torch.Tensor value) => Given(value).ToScalar().ToHalf();

    public static byte ToByte(this torch.Tensor value) => Given(value).ToScalar().ToByte();

    public static sbyte ToSByte(this torch.Tensor value) => Given(value).ToScalar().ToSByte();

    public static short ToInt16(this torch.Tensor value) => Given(value).ToScalar().ToInt16();

    public static int ToInt32(this torch.Tensor value) => Given(value).ToScalar().ToInt32();

    public static long ToInt64(this torch.Tensor value) => Given(value).ToScalar().ToInt64();

    public static bool ToBoolean(this torch.Tensor value) => Given(value).ToScalar().ToBoolean();

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The tensor's shape, element type and device.</summary>
    public static string metastr(this torch.Tensor tensor) => Given(tensor).ToString();

    /// <summary>The tensor's elements as NumPy prints them.</summary>
    public static string npstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        new NumpyText(fltFormat ?? "g5", newLine ?? "\n", cultureInfo ?? CultureInfo.InvariantCulture).Of(Given(tensor));

    private static torch.Tensor Given(torch.Tensor tensor) => tensor ?? throw new ArgumentNullException(nameof(tensor));
}
