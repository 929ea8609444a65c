using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DotNet.Interactive.Tests.Hosting;

/// <summary>Cells and libraries that know nothing of this kernel, as `#r` finds them.</summary>
public sealed class LibraryTests : IDisposable
{
    private readonly TestKernel kernel = new();

    public void Dispose() => kernel.Dispose();

    [Fact]
    public async Task A_library_brings_what_it_needs_from_its_own_folder()
    {
        var inner = Compile("Inner", "namespace Inner; public record Grain(int Size);");
        var outer = Compile("Outer", "namespace Outer; public static class Mill { public static Inner.Grain Grind(int size) => new(size / 2); }", inner);

        // One #r: the types of what the library refers to have names here too.
        var cell = await kernel.PassAsync($"#r \"{outer}\"\nusing Outer;\nusing Inner;\nGrain grain = Mill.Grind(8);\ngrain.Size");
        Assert.Equal("4", cell.Only());
    }

    [Fact]
    public async Task A_type_reached_in_two_ways_is_one_type()
    {
        var inner = Compile("Inner2", "namespace Inner2; public class Box { public int Content = 7; }");
        var outer = Compile("Outer2", "namespace Outer2; public static class Maker { public static object Make() => new Inner2.Box(); }", inner);
        await kernel.PassAsync($"#r \"{outer}\"\nvar made = Outer2.Maker.Make();");
        Assert.Equal("7", (await kernel.PassAsync($"#r \"{inner}\"\n((Inner2.Box)made).Content")).Only());
    }

    private string Compile(string name, string code, params string[] references)
    {
        var path = Path.Combine(kernel.Folder, name + ".dll");
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(code)],
            [.. platform.Where(file => Path.GetFileName(file) is "System.Runtime.dll" or "System.Private.CoreLib.dll").Concat(references).Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
