using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>
/// The only names that a pickle may ask for. They stand for things that this reader makes itself; nothing is looked up,
/// imported or called.
/// </summary>
internal abstract record PickleGlobal
{
    private static readonly Dictionary<string, PickleGlobal> Allowed = new(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = new OrderedDictionary(),
        ["torch._utils._rebuild_tensor_v2"] = new RebuildTensor(),
        ["torch._utils._rebuild_parameter"] = new RebuildParameter(),
        ["torch.DoubleStorage"] = new StorageType(ScalarType.Float64),
        ["torch.FloatStorage"] = new StorageType(ScalarType.Float32),
        ["torch.HalfStorage"] = new StorageType(ScalarType.Float16),
        ["torch.BFloat16Storage"] = new StorageType(ScalarType.BFloat16),
        ["torch.LongStorage"] = new StorageType(ScalarType.Int64),
        ["torch.IntStorage"] = new StorageType(ScalarType.Int32),
        ["torch.ShortStorage"] = new StorageType(ScalarType.Int16),
        ["torch.CharStorage"] = new StorageType(ScalarType.Int8),
        ["torch.ByteStorage"] = new StorageType(ScalarType.Byte),
        ["torch.BoolStorage"] = new StorageType(ScalarType.Bool),
    };

    internal static PickleGlobal Find(string module, string name) =>
        Allowed.TryGetValue($"{module}.{name}", out var global)
            ? global
            : throw new InvalidDataException(
                $"it asks for '{module}.{name}', which no file of tensors needs; nothing was executed");

    internal sealed record OrderedDictionary : PickleGlobal;

    internal sealed record RebuildTensor : PickleGlobal;

    internal sealed record RebuildParameter : PickleGlobal;

    internal sealed record StorageType(ScalarType Type) : PickleGlobal;
}
