using System.Text.Json.Nodes;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>What is made of the kernel's own words.</summary>
public sealed class CellFailuresTests
{
    private const string Scripting = "\n--- End of stack trace from previous location ---\n   at Microsoft.CodeAnalysis.Scripting.ScriptExecutionState.RunSubmissionsAsync[TResult](CancellationToken cancellationToken)";

    [Fact]
    public void An_exception_has_a_name_a_message_a_line_and_a_trace_without_folders()
    {
        var failure = Of("System.InvalidOperationException: a: b\nsecond line\n"
            + "   at Submission#2.F(Int32 x) in /home/somebody/notebooks/notebook-cell:line 9\n"
            + "   at Submission#3.<>c.<G>b__0_0() in C:\\notebooks\\notebook-cell:line 4\n"
            + "   at Submission#3.<<Initialize>>d__0.MoveNext() in /home/somebody/notebooks/notebook-cell:line 7" + Scripting);

        // Of the cell that ran, which is the last, the line that is nearest to the exception.
        Assert.Equal(("System.InvalidOperationException", "a: b\nsecond line", 4, false), (failure.Name, failure.Message, failure.Line, failure.EndsKernel));
        Assert.Equal(["   at Submission#2.F(Int32 x) in notebook-cell:line 9", "   at Submission#3.<>c.<G>b__0_0() in notebook-cell:line 4", "   at Submission#3.<<Initialize>>d__0.MoveNext() in notebook-cell:line 7"], failure.Trace);
    }

    [Theory]
    [InlineData("Submission#8+MyFault: what\n   at X", "MyFault", "what")]
    [InlineData("System.Runtime.InteropServices.ExternalException (0x80004005): shape '[3]' is invalid\nException raised from infer_size_impl at /x:99\nframe #0: (0x7ebd)\n   at X", "System.Runtime.InteropServices.ExternalException", "shape '[3]' is invalid")]
    [InlineData("System.TypeInitializationException: A threw.\n ---> System.Exception: outer\n ---> System.Exception: the reason\n   at X\n   --- End of inner exception stack trace ---\n   at Y", "System.TypeInitializationException", "A threw. System.Exception: the reason")]
    [InlineData("/home/somebody/Project.fsproj : error NU1101: Unable to find package Some.Package.", "PackageError", "error NU1101: Unable to find package Some.Package.")]
    [InlineData("something else", "Error", "something else")]
    public void Names_and_messages_say_what_is_the_same_on_every_machine(string said, string name, string message)
    {
        var failure = Of(said);
        Assert.Equal((name, message), (failure.Name, failure.Message));
    }

    [Fact]
    public void The_compilers_errors_count_lines_from_one_and_warnings_are_none()
    {
        var failure = CellFailures.Of(
            Failed("(1,1): error"),
            [Diagnostic("warning", "CS8632", "annotation", 0), Diagnostic("error", "CS0006", "Metadata file '../artifacts/notebooks/MinImagen.Notebooks.dll' could not be found", 3)],
            "code");
        Assert.Equal(("CompilationError", 4), (failure.Name, failure.Line));
        Assert.StartsWith("(4,1): error CS0006: Metadata file", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("./minimagen notebooks prepare", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_kernel_counts_lines_otherwise_none_is_said() =>
        Assert.Equal(0, Of("System.Exception: a\n   at Submission#3.<<Initialize>>d__0.MoveNext() in /x/notebook-cell:line 1" + Scripting, "int a;\n#!time\nthrow").Line);

    private static CellFailure Of(string said, string code = "code") => CellFailures.Of(Failed(said), [], code);

    private static KernelEvent Failed(string said) => new("CommandFailed", "cell-1", new JsonObject { ["message"] = said });

    private static JsonObject Diagnostic(string severity, string code, string message, int line) => new()
    {
        ["severity"] = severity,
        ["code"] = code,
        ["message"] = message,
        ["linePositionSpan"] = new JsonObject { ["start"] = new JsonObject { ["line"] = line, ["character"] = 0 } },
    };
}
