using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using MinImagen.Lib.Cascade;
using TorchSharp;

namespace MinImagen.Cli.Tests.Docs;

/// <summary>Finds names of this project: of the library, TorchSharp, the command line, and the files that it writes.</summary>
/// <param name="files">What a training and a generation wrote, relative, directories with a slash at their end.</param>
internal sealed partial class NameLookup(IReadOnlyList<string> files)
{
    private const BindingFlags Anything = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;

    private static readonly ILookup<string, Type> Library = typeof(Imagen).Assembly.GetExportedTypes().ToLookup(type => type.Name.Split('`')[0]);

    private readonly RootCommand root = Program.CreateRoot();

    /// <summary>Looks a name up.</summary>
    /// <returns>The names under it: parameters, properties, an option's spellings; null where it does not exist.</returns>
    internal IReadOnlyList<string>? Find(string name) => name switch
    {
        _ when name.StartsWith("minimagen ", StringComparison.Ordinal) => FindInCommands(name.Split(' ')[1..]),
        _ when name.StartsWith("torch.", StringComparison.Ordinal) => FindInTorch(name.Split('.')),
        _ when name.Contains('/') => files.Any(file => Pattern(name).IsMatch(file)) ? [] : null,
        _ => FindInLibrary(name.Split('.')),
    };

    private IReadOnlyList<string>? FindInCommands(string[] words)
    {
        Command command = root;
        foreach (var word in words)
        {
            if (word[0] == '-')
            {
                return command.Options.FirstOrDefault(option => option.Name == word) is { } option ? [option.Name, .. option.Aliases] : null;
            }
            if (word[0] == '<')
            {
                return command.Arguments.Any(argument => argument.Name == word.Trim('<', '>')) ? [] : null;
            }
            if (command.Subcommands.FirstOrDefault(subcommand => subcommand.Name == word) is not { } found)
            {
                return null;
            }
            command = found;
        }
        return [];
    }

    private static IReadOnlyList<string>? FindInTorch(string[] words)
    {
        var type = typeof(torch);
        foreach (var word in words[1..^1])
        {
            if (type.GetNestedType(word) is not { } nested)
            {
                return null;
            }
            type = nested;
        }
        return FindMember(type, words[^1]);
    }

    /// <summary>A type by its simple name, which must be one's alone (generic ones share it with their factories), or a member.</summary>
    private static IReadOnlyList<string>? FindInLibrary(string[] words)
    {
        var types = Library[words[0]].ToArray();
        if (types.Length == 0 || types.Select(type => type.Namespace).Distinct().Count() > 1)
        {
            return null;
        }
        return words switch
        {
            [_] => [.. types.SelectMany(type => type.GetProperties(Anything).Select(property => property.Name)
                .Concat(type.GetFields(Anything).Select(field => field.Name))
                .Concat(type.GetConstructors().SelectMany(ParameterNames)))],
            [_, var member] => types.Select(type => FindMember(type, member)).FirstOrDefault(found => found is not null),
            _ => null,
        };
    }

    private static IReadOnlyList<string>? FindMember(Type type, string name)
    {
        var members = type.GetMember(name, Anything);
        return members.Length == 0 ? null : [name, .. members.OfType<MethodBase>().SelectMany(ParameterNames)];
    }

    private static IEnumerable<string> ParameterNames(MethodBase method) => method.GetParameters().Select(parameter => parameter.Name!);

    private static Regex Pattern(string name) =>
        new("^" + Placeholder().Replace(Regex.Escape(name), match => match.Value == "<timestamp>" ? @"\d{8}_\d{6}" : @"\d+") + "$");

    [GeneratedRegex("<(timestamp|i)>")]
    private static partial Regex Placeholder();
}
