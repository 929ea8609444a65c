using System.Reflection;
using System.Runtime.Loader;

namespace MinImagen.Notebooks.Charts;

/// <summary>
/// Loads MinImagen.Charts, and with it Plotly.NET and what that needs, from this library's folder into a context of their own.
/// Plotly.NET 6 wants FSharp.Core 10.1; .NET Interactive has loaded its own 10.0, and a process has one of each in its main
/// context. This context knows nothing of the other: the two libraries exchange texts and numbers.
/// </summary>
internal sealed class ChartContext : AssemblyLoadContext
{
    private const string Implementation = "MinImagen.Charts";

    private static readonly Assembly own = typeof(IChartMaker).Assembly;
    private static readonly string folder = Path.GetDirectoryName(own.Location)!;
    private static readonly Lazy<IChartMaker> maker = new(Make);

    private ChartContext()
        : base(Implementation)
    {
    }

    /// <summary>What makes the charts.</summary>
    /// <exception cref="FileNotFoundException">The library is not complete.</exception>
    internal static IChartMaker Maker => maker.Value;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interface must be the same on both sides; what is not in the folder is .NET's own.
        if (assemblyName.Name == own.GetName().Name)
            return own;
        var file = FileOf(assemblyName.Name!);
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    private static IChartMaker Make()
    {
        var file = FileOf(Implementation);
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file} is missing, which draws the charts: run ./minimagen notebooks prepare, then restart the kernel.", file);
        var type = new ChartContext().LoadFromAssemblyPath(file).GetTypes().Single(type => type.IsClass && typeof(IChartMaker).IsAssignableFrom(type));
        return (IChartMaker)Activator.CreateInstance(type, nonPublic: true)!;
    }

    private static string FileOf(string name) => Path.Combine(folder, name + ".dll");
}
