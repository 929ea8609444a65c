namespace DotNet.Interactive.Tests.Hosting;

public sealed class CellTests : IDisposable
{
    private readonly TestKernel kernel = new();

    public void Dispose() => kernel.Dispose();

    [Fact]
    public async Task A_cell_sees_what_earlier_cells_declared()
    {
        await kernel.PassAsync("var x = 40; int Twice(int y) => 2 * y; record Pair(int A, int B);");
        var cell = await kernel.PassAsync("x = Twice(new Pair(1, 20).B) + 2;\nx");
        Assert.Equal(["execute_result text/plain=42"], cell.Lines);
    }

    [Theory]
    [InlineData("1 + 1", "execute_result text/plain=2")]
    [InlineData("await Task.FromResult(\"later\")", "execute_result text/plain=later")]
    [InlineData("(string)null", "execute_result text/plain=<null>")]
    [InlineData("if (true) { }\n3.5f", "execute_result text/plain=3.5")]
    [InlineData("display(7)", "display_data text/plain=7")]
    public async Task A_last_expression_without_a_semicolon_is_shown(string code, string output) =>
        Assert.Equal([output], (await kernel.PassAsync(code)).Lines);

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("1.ToString();")]
    [InlineData("Task.Delay(1).Wait()")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("class C { }")]
    [InlineData("")]
    [InlineData("// nothing\n\n")]
    public async Task Everything_else_shows_nothing(string code) => Assert.Empty((await kernel.PassAsync(code)).Messages);

    [Fact]
    public async Task What_is_printed_and_displayed_keeps_its_order()
    {
        var cell = await kernel.PassAsync("""
            Console.Write("a"); Console.WriteLine('b');
            Console.Error.WriteLine("wrong");
            Console.WriteLine(1.5);
            display("shown");
            await Task.Delay(5);
            Console.WriteLine("{0} of {1}", 1, 2);
            "last"
            """);
        Assert.Equal(
            ["stdout: ab\n", "stderr: wrong\n", "stdout: 1.5\n", "display_data text/plain=shown", "stdout: 1 of 2\n", "execute_result text/plain=last"],
            cell.Lines);
    }

    [Fact]
    public async Task The_names_of_dotnet_interactive_are_there_without_a_using()
    {
        var cell = await kernel.PassAsync("""
            HTML("<b>bold</b>").Display();
            "<svg/>".DisplayAs("image/svg+xml");
            "AAAA".DisplayAs("image/png", "text/plain");
            5.Display("text/html");
            "{\"a\": 1}".DisplayAs("application/vnd.plotly.v1+json");
            var shown = KernelInvocationContext.Current.Display("before");
            shown.Update("after");
            """);
        Assert.Equal(
            [
                "display_data text/html=<b>bold</b>",
                "display_data image/svg+xml=<svg/>",
                "display_data image/png=AAAA, text/plain=AAAA",
                "display_data text/html=5",
                "display_data application/vnd.plotly.v1+json={\n  \"a\": 1\n}",
                "display_data text/plain=before",
                "update text/plain=after",
            ],
            cell.Lines);
    }

    [Fact]
    public async Task Only_the_six_default_usings_of_dotnet_interactive_are_there()
    {
        await kernel.PassAsync("new StringBuilder(); new List<int>().Any(); new ArrayList(); Task.Run(() => 1); Math.Abs(1);");
        Assert.Contains("'File'", (await kernel.FailAsync("File.Exists(\"x\")")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_method_can_stand_at_the_top_level() =>
        Assert.Equal("8", (await kernel.PassAsync("static int Twice(this int x) => 2 * x;\n4.Twice()")).Only());

    [Fact]
    public async Task A_cell_that_does_not_compile_names_the_line_and_leaves_no_trace()
    {
        await kernel.PassAsync("var kept = 1;");
        var failure = await kernel.FailAsync("var kept = 2;\nvar lost = 3;\nlost = missing;");
        Assert.Equal(("CompilationError", 3, "(3,8): error CS0103: The name 'missing' does not exist in the current context"), (failure.Name, failure.Line, failure.Message));
        Assert.Equal("1", (await kernel.PassAsync("kept")).Only());
    }

    [Fact]
    public async Task A_cell_that_throws_names_its_own_line_and_keeps_what_it_did_before()
    {
        await kernel.PassAsync("void Fail(int x)\n{\n    throw new InvalidOperationException($\"no {x}\");\n}");
        var failure = await kernel.FailAsync("var before = 5;\n\nFail(before);\nbefore = 6;");
        Assert.Equal(("System.InvalidOperationException", "no 5", 3), (failure.Name, failure.Message, failure.Line));
        Assert.Contains(failure.Trace, frame => frame.EndsWith("in cell 1:line 3", StringComparison.Ordinal));
        Assert.DoesNotContain(failure.Trace, frame => frame.Contains("CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_failing_cell_put_out_is_kept()
    {
        var cell = await kernel.RunAsync("Console.WriteLine(\"so far\");\nthrow new Exception(\"no further\");");
        Assert.Equal(["stdout: so far\n"], cell.Lines);
        Assert.Equal("no further", cell.Failure!.Message);
    }

    [Fact]
    public async Task A_cell_that_prints_without_end_is_stopped_even_if_it_catches_everything()
    {
        var cell = await kernel.RunAsync("for (var i = 0; i < 100_000; i++) try { Console.WriteLine(new string('x', 100)); } catch { }\n\"done\"");
        Assert.Equal("OutputLimit", cell.Failure!.Name);
        Assert.Contains("10,000", cell.Failure.Message, StringComparison.Ordinal);
        Assert.InRange(cell.Lines.Sum(line => line.Length), 1, 11_000);
    }

    [Fact]
    public async Task A_display_that_is_too_large_is_refused() =>
        Assert.Equal("OutputLimit", (await kernel.FailAsync("\ndisplay(new string('x', 200_000));")).Name);

    [Fact]
    public async Task Nobody_waits_for_input_that_cannot_come() =>
        Assert.Equal("<null>", (await kernel.PassAsync("Console.ReadLine()")).Only());
}
