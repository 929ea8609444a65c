using System.Globalization;

namespace MinImagen.Cli.Notebooks;

/// <summary>
/// What a kernel runs before the first cell. It declares nothing that a cell could see, and it has the compiler compiled, which
/// takes a second that no cell's time should hold.
/// </summary>
internal static class KernelPrelude
{
    /// <summary>What stack traces call a cell.</summary>
    internal const string CellFile = "notebook-cell";

    /// <summary>The code.</summary>
    internal static string Code { get; } = $$"""
        {
            // A kernel outlives the end of its standard input: it ends with the process that runs the notebook.
            var runner = System.Diagnostics.Process.GetProcessById({{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}});
            new System.Threading.Thread(() => { runner.WaitForExit(); Environment.Exit(1); }) { IsBackground = true }.Start();

            // Standard input brings the cells: one that reads from it finds the end.
            Console.SetIn(System.IO.TextReader.Null);

            // The kernel compiles without line numbers, and has no setting for that.
            const System.Reflection.BindingFlags hidden = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic;
            var kernel = Microsoft.DotNet.Interactive.KernelInvocationContext.Current.HandlingKernel;
            foreach (var field in kernel.GetType().GetFields(hidden))
                if (field.GetValue(kernel) is Microsoft.CodeAnalysis.Scripting.ScriptOptions options)
                    field.SetValue(kernel, options.WithEmitDebugInformation(true).WithFileEncoding(Encoding.UTF8).WithFilePath("{{CellFile}}"));
        }
        """;
}
