using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What the door tells of a tensor in one call; must agree with <c>struct Description</c> in door.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorDescription
{
    internal long Dimensions;
    internal long Elements;
    internal long StorageOffset;
    internal int ScalarType;
    internal int DeviceType;
    internal int DeviceIndex;
    internal int Layout;
    internal int RequiresGrad;
    internal int IsLeaf;
    internal int IsContiguous;
}
