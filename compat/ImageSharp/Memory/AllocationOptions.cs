namespace SixLabors.ImageSharp.Memory;

[Flags]
public enum AllocationOptions
{
    None = 0,
    Clean = 1,
}
