namespace MinImagen.Lib.Tests.Text.Pretraining;

/// <summary>A test that needs a file or folder of a Debian package, and is skipped where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InstalledFactAttribute : FactAttribute
{
    public InstalledFactAttribute(string path, string package)
    {
        if (!Path.Exists(path))
            Skip = $"needs {path}: apt-get install {package}";
    }
}
