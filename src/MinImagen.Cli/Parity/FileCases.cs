using MinImagen.Lib.Tensors;

namespace MinImagen.Cli.Parity;

/// <summary>Files of the original, read without executing anything.</summary>
internal static class FileCases
{
    /// <summary>A <c>.pth</c>: the same names, types, sizes and bits as were recorded beside it.</summary>
    public static void Checkpoint(CaseRun run)
    {
        foreach (var (name, path) in run.Case.SideFiles)
        {
            var tensors = PthReader.Load(path);
            run.ReportExact(
                $"names in {name}",
                [.. run.State().Keys.Order(StringComparer.Ordinal)],
                [.. tensors.Keys.Order(StringComparer.Ordinal)]);
            foreach (var (key, tensor) in tensors)
            {
                run.Report("state/" + key, tensor, Agreement.Exact);
            }
        }
    }
}
