namespace MinImagen.Cli.Tests;

/// <summary>A test of something that only Linux has; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "this is about Linux";
        }
    }
}
