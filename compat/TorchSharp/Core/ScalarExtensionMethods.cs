namespace TorchSharp;

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static float ToSingle(this Scalar value) => (float)Given(value).AsDouble;

    public static double ToDouble(this Scalar value) => Given(value).AsDouble;

    public static Half ToHalf(this Scalar value) => (Half)Given(value).AsDouble;

    public static sbyte ToSByte(this Scalar value) => (sbyte)Given(value).AsInt64;

    public static byte ToByte(this Scalar value) => (byte)Given(value).AsInt64;

    public static short ToInt16(this Scalar value) => (short)Given(value).AsInt64;

    public static int ToInt32(this Scalar value) => (int)Given(value).AsInt64;

    public static long ToInt64(this Scalar value) => Given(value).AsInt64;

    public static bool ToBoolean(this Scalar value) => Given(value).AsBoolean;

    private static Scalar Given(Scalar value) => value ?? throw new ArgumentNullException(nameof(value));
}
