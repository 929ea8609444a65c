using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>One argument or result as the door sees it; must agree with <c>struct Value</c> in door.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    internal ValueTag Tag;
    internal int Count;
    internal long Bits;
    internal long Bytes;
}
