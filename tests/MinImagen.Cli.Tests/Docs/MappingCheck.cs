namespace MinImagen.Cli.Tests.Docs;

/// <summary>Holds the page against the original's names and against ours.</summary>
internal static class MappingCheck
{
    /// <summary>Everything that is wrong, a line each.</summary>
    internal static IReadOnlyList<string> Complain(IReadOnlyList<ApiName> original, IReadOnlyList<MappingRow> rows, NameLookup lookup)
    {
        var complaints = new List<string>();
        complaints.AddRange(Compare("", original.Select(name => $"[{name.Section}] {name.Name}"), rows.Select(row => $"[{row.Section}] {row.Name}")));
        foreach (var row in rows)
        {
            if (original.FirstOrDefault(name => name.Section == row.Section && name.Name == row.Name) is { } name)
            {
                // What is not here has no parameters here either.
                complaints.AddRange(Compare($"{row.Name}: ", row.Here.Count == 0 ? [] : name.Parameters, row.Parameters.Select(parameter => parameter.Name)));
            }
            complaints.AddRange(LookUp(row, lookup));
        }
        return complaints;
    }

    private static IEnumerable<string> Compare(string where, IEnumerable<string> original, IEnumerable<string> page)
    {
        var (wanted, said) = (original.CountBy(name => name).ToDictionary(), page.CountBy(name => name).ToDictionary());
        return wanted.Keys.Except(said.Keys).Select(name => $"{where}{name} is missing")
            .Concat(said.Keys.Except(wanted.Keys).Select(name => $"{where}{name} is not the original's"))
            .Concat(said.Where(name => name.Value > 1).Select(name => $"{where}{name.Key} is there {name.Value} times"));
    }

    private static IEnumerable<string> LookUp(MappingRow row, NameLookup lookup)
    {
        var under = new List<string>();
        foreach (var here in row.Here)
        {
            if (lookup.Find(here) is { } names)
            {
                under.AddRange(names);
            }
            else
            {
                yield return $"{row.Name}: there is no {here}";
            }
        }
        foreach (var (name, targets) in row.Parameters)
        {
            foreach (var target in targets.Where(target => !IsAmong(target, under) && lookup.Find(target) is null))
            {
                yield return $"{row.Name}: there is no {target} for {name}";
            }
        }
    }

    /// <summary>text_embeds is textEmbeds and TextEmbeds.</summary>
    private static bool IsAmong(string name, IEnumerable<string> names) =>
        names.Contains(name.Replace("_", ""), StringComparer.OrdinalIgnoreCase) || names.Contains(name);
}
