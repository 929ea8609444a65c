namespace TorchSharp;

/// <summary>What a <see cref="NativeValue"/> holds; must agree with <c>enum Tag</c> in door.cpp.</summary>
internal enum ValueTag
{
    Default,
    None,
    Tensor,
    Int,
    Double,
    Bool,
    IntList,
    DoubleList,
    BoolList,
    TensorList,
    OptionalTensorList,
    String,
    ScalarType,
    Device,
    MemoryFormat,
    Layout,
    Generator,
}
