using System.Text.Json.Serialization;

namespace MinImagen.Lib.Tensors;

/// <summary>The numbers that a model computes with. Weights are kept, and images come and go, in float32 either way.</summary>
public enum Precision
{
    /// <summary>32 bits, 24 of them digits.</summary>
    [JsonStringEnumMemberName("float32")]
    Float32,

    /// <summary>
    /// 16 bits, 8 of them digits, with the range of float32: half the memory, and twice the products a second on a
    /// processor that has instructions for it (AVX512_BF16, AMX). Sums within an operator are still taken in float32.
    /// </summary>
    [JsonStringEnumMemberName("bfloat16")]
    BFloat16,
}
