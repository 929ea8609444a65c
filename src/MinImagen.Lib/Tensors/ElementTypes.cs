using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>The element types that can be on disk: their names in a safetensors header and their sizes.</summary>
internal static class ElementTypes
{
    private static readonly (ScalarType Type, string Name, int Size)[] All =
    [
        (ScalarType.Float64, "F64", 8),
        (ScalarType.Int64, "I64", 8),
        (ScalarType.Float32, "F32", 4),
        (ScalarType.Int32, "I32", 4),
        (ScalarType.Float16, "F16", 2),
        (ScalarType.BFloat16, "BF16", 2),
        (ScalarType.Int16, "I16", 2),
        (ScalarType.Int8, "I8", 1),
        (ScalarType.Byte, "U8", 1),
        (ScalarType.Bool, "BOOL", 1),
    ];

    internal static ScalarType? Parse(string name)
    {
        foreach (var entry in All)
        {
            if (entry.Name == name)
                return entry.Type;
        }

        return null;
    }

    internal static string? NameOf(ScalarType type) => Array.Find(All, entry => entry.Type == type).Name;

    /// <summary>Bytes an element; 0 for a type that is not stored.</summary>
    internal static int SizeOf(ScalarType type) => Array.Find(All, entry => entry.Type == type).Size;
}
