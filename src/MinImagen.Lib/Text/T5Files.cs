using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text.Hub;

namespace MinImagen.Lib.Text;

/// <summary>What is fetched of a T5's repository.</summary>
internal static class T5Files
{
    private const long SmallBytes = 64 << 20;

    /// <summary>The tokenizer's files, and the configuration; a few megabytes.</summary>
    internal static IReadOnlyList<WantedFile> Tokenizer { get; } =
    [
        new([T5Tokenizer.ConfigFile], SmallBytes, IsOptional: true),
        new([T5TextEncoder.ConfigFile], SmallBytes),
        new([T5Tokenizer.ModelFile, T5Tokenizer.FastFile], SmallBytes),
    ];

    /// <summary>All that an encoder needs.</summary>
    internal static IReadOnlyList<WantedFile> Encoder { get; } =
        [.. Tokenizer, new(T5TextEncoder.WeightFiles, long.MaxValue, PartsOf: path => [.. TensorFile.PartsOf(path).Skip(1).Select(part => Path.GetFileName(part))])];
}
