using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>C# cells, each of which sees what those before it declared.</summary>
internal sealed class CSharpSession
{
    /// <summary>The kind of a failure that the compiler reports.</summary>
    internal const string CompilationError = "CompilationError";

    private readonly LibraryFolders libraries = new();
    private ScriptOptions options;
    private ScriptState? state;

    /// <param name="folder">Where relative paths of #r begin.</param>
    internal CSharpSession(string folder) => options = ScriptOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
        .AddReferences(typeof(Kernel).Assembly, typeof(Enumerable).Assembly)
        .AddImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq")
        .AddImports("Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Kernel", "Microsoft.DotNet.Interactive.Formatting")
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithEmitDebugInformation(true)
        .WithFileEncoding(Encoding.UTF8);

    /// <summary>Has the compiler itself compiled, which takes a second or more: no cell's time should hold that.</summary>
    internal Task WarmUpAsync() => RunAsync(new CellPart("csharp", "await System.Threading.Tasks.Task.FromResult(1 + 1)", [], [], Timed: false), "warm-up");

    /// <summary>Compiles and runs code.</summary>
    /// <param name="part">The code and the libraries that it names.</param>
    /// <param name="path">What stack traces call it.</param>
    /// <returns>Whether its last expression has a value, and which.</returns>
    /// <exception cref="CellException">It does not compile, or a library is missing.</exception>
    internal async Task<(bool HasValue, object? Value)> RunAsync(CellPart part, string path)
    {
        foreach (var (library, line) in part.References)
        {
            AddLibrary(library, line);
        }
        options = options.WithFilePath(path);
        var script = state is null ? CSharpScript.Create(part.Code, options) : state.Script.ContinueWith(part.Code, options);
        var errors = script.Compile().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            throw new CellException(CompilationError, string.Join('\n', errors.Select(Describe)), LineOf(errors[0]));
        }
        state = state is null ? await script.RunAsync() : await script.RunFromAsync(state);
        return (HasValue(script.GetCompilation()), state.ReturnValue);
    }

    private void AddLibrary(string library, int line)
    {
        // A bare name, such as #r "System.Text.Json", is one of .NET's own: the compiler finds it.
        if (!library.Contains('/') && !library.Contains('\\') && !library.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        var full = Path.GetFullPath(library);
        if (!File.Exists(full))
        {
            throw new CellException(
                CellParser.MagicCommandError,
                $"#r \"{library}\": there is no file {full}. The folder that the lessons refer to is made by: ./minimagen notebooks prepare",
                line);
        }
        libraries.Add(full);
    }

    // The value of a script is that of its last statement, where that is an expression without a semicolon.
    private static bool HasValue(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.Last();
        if (((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() is not GlobalStatementSyntax { Statement: var last })
        {
            return false;
        }
        return last switch
        {
            ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression =>
                compilation.GetSemanticModel(tree).GetTypeInfo(expression.Expression).Type is not { SpecialType: SpecialType.System_Void },
            ReturnStatementSyntax { Expression: not null } => true,
            _ => false,
        };
    }

    private static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;

    private static string Describe(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan().StartLinePosition;
        return $"({place.Line + 1},{place.Character + 1}): error {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
