using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Owns one native random generator.</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    internal GeneratorHandle(nint native)
        : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Door.door_release_generator(handle);
        return true;
    }
}
