using System.Text.RegularExpressions;

namespace DotNet.Interactive.Tests.Hosting;

public sealed partial class MagicCommandTests : IDisposable
{
    private readonly TestKernel kernel = new();

    public void Dispose() => kernel.Dispose();

    [Fact]
    public async Task Time_is_told_behind_the_outputs()
    {
        var cell = await kernel.PassAsync("#!time\nawait Task.Delay(50);\ndisplay(\"done\");");
        Assert.Equal("display_data text/plain=done", cell.Lines[0]);
        var time = WallTime().Match(cell.Lines[1]);
        Assert.True(double.Parse(time.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) >= 49);
    }

    [Fact]
    public async Task Other_languages_are_shown_and_csharp_goes_on_behind_them()
    {
        var cell = await kernel.PassAsync("#!markdown\n# A *title*\n\n#!csharp\n1 + 1\n#!html\n<b>x</b>");
        Assert.Equal(["display_data text/markdown=# A *title*\n\n", "execute_result text/plain=2", "display_data text/html=<b>x</b>\n"], cell.Lines);
    }

    [Fact]
    public async Task Line_numbers_are_the_cells_behind_a_magic_command()
    {
        var failure = await kernel.FailAsync("#!markdown\ntext\n#!csharp\nvar a = 1;\nthrow new Exception(\"x\");");
        Assert.Equal(5, failure.Line);
    }

    [Fact]
    public async Task An_unknown_command_is_named_with_its_line_and_nothing_runs()
    {
        var cell = await kernel.RunAsync("Console.WriteLine(1);\n#!conect sql");
        Assert.Equal(("MagicCommandError", 2), (cell.Failure!.Name, cell.Failure.Line));
        Assert.Contains("#!conect", cell.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(cell.Messages);
    }

    [Theory]
    [InlineData("#r \"../nowhere/Lib.dll\"", "notebooks prepare")]
    [InlineData("#r \"nuget: Newtonsoft.Json, 13.0.3\"", "package registry")]
    [InlineData("#!import missing.cs", "there is no file")]
    [InlineData("#!import", "needs a file")]
    public async Task What_cannot_be_had_is_said_with_the_remedy(string line, string part)
    {
        var failure = await kernel.FailAsync("\n" + line);
        Assert.Equal(("MagicCommandError", 2), (failure.Name, failure.Line));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_of_dotnet_itself_is_named_without_a_path() =>
        Assert.Equal("[1,2]", (await kernel.PassAsync("#r \"System.Text.Json\"\nSystem.Text.Json.JsonSerializer.Serialize(new[] { 1, 2 })")).Only());

    [Theory]
    [InlineData("part.cs", "int Imported() => 3;")]
    [InlineData("part.dib", "#!meta\n{\"kernelInfo\":{}}\n\n#!csharp\n\nint Imported() => 3;\n")]
    [InlineData("part.ipynb", """{"cells":[{"cell_type":"markdown","source":"x"},{"cell_type":"code","source":["int Imported() =>","\n 3;"]}]}""")]
    public async Task A_file_can_be_imported(string name, string text)
    {
        var path = kernel.Write(name, text);
        Assert.Equal("3", (await kernel.PassAsync($"#!import {path}\nImported()")).Only());
    }

    [Fact]
    public async Task What_fails_in_an_imported_file_fails_the_cell()
    {
        var compiles = kernel.Write("compiles.cs", "int x = ;");
        var throws = kernel.Write("throws.cs", "throw new Exception(\"from afar\");");
        var circle = Path.Combine(kernel.Folder, "circle.cs");
        kernel.Write("circle.cs", $"#!import {circle}");

        Assert.Contains("compiles.cs: (1,9): error", (await kernel.FailAsync($"#!import {compiles}")).Message, StringComparison.Ordinal);
        Assert.Equal("from afar", (await kernel.FailAsync($"#!import {throws}")).Message);
        Assert.Contains("circle", (await kernel.FailAsync($"#!import {circle}")).Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^display_data text/plain=Wall time: ([\d.]+)ms$")]
    private static partial Regex WallTime();
}
