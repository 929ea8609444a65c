using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>Memory that tensors of a file share.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Count">Number of its elements.</param>
internal sealed record StorageReference(string Key, ScalarType Type, long Count)
{
    /// <summary>Its length on disk; impossible counts saturate, and then match no file.</summary>
    internal long Bytes => Count > long.MaxValue / sizeof(long) ? long.MaxValue : Count * ElementTypes.SizeOf(Type);

    /// <summary>Reads <c>("storage", type, key, location, count)</c>, the tuple that stands for a storage; where it lay is ignored.</summary>
    internal static StorageReference From(object? persistentId)
    {
        if (persistentId is object?[] { Length: 5 or 6 } parts
            && parts is ["storage", PickleGlobal.StorageType type, string key, string, long count and >= 0, ..]
            && parts.ElementAtOrDefault(5) is null)
            return new StorageReference(key, type.Type, count);
        throw new InvalidDataException("it refers to something outside itself that is not a plain storage");
    }
}
