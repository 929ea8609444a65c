namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>Finds the blobs of ink in a picture.</summary>
internal static class Blobs
{
    /// <summary>Groups ink by its eight neighbours and gives each group a rim.</summary>
    /// <param name="side">Pixels a side.</param>
    /// <param name="isInk">Which pixels are ink.</param>
    /// <param name="rim">How many pixels wide the rim is.</param>
    public static List<Blob> Find(int side, bool[] isInk, int rim)
    {
        var owner = new int[isInk.Length];
        List<List<int>> cores = [];
        for (var index = 0; index < isInk.Length; index++)
        {
            if (isInk[index] && owner[index] == 0)
            {
                cores.Add(Flood(index, cores.Count + 1, side, isInk, owner));
            }
        }

        var regions = Grow(side, owner, cores, rim);
        return [.. cores.Zip(regions, (core, region) => new Blob(core, region))];
    }

    private static List<int> Flood(int start, int label, int side, bool[] isInk, int[] owner)
    {
        List<int> group = [start];
        owner[start] = label;
        for (var next = 0; next < group.Count; next++)
        {
            foreach (var neighbour in Neighbours(group[next], side))
            {
                if (isInk[neighbour] && owner[neighbour] == 0)
                {
                    owner[neighbour] = label;
                    group.Add(neighbour);
                }
            }
        }

        return group;
    }

    /// <summary>All groups grow by a pixel in turn, so that what lies between two goes to the nearer one.</summary>
    private static List<List<int>> Grow(int side, int[] owner, List<List<int>> cores, int rim)
    {
        List<List<int>> regions = [.. cores.Select(core => core.ToList())];
        List<List<int>> edges = cores;
        for (var step = 0; step < rim; step++)
        {
            edges = [.. edges.Select((edge, group) => GrowOnce(edge, group + 1, side, owner))];
            for (var group = 0; group < regions.Count; group++)
            {
                regions[group].AddRange(edges[group]);
            }
        }

        return regions;
    }

    private static List<int> GrowOnce(List<int> edge, int label, int side, int[] owner)
    {
        List<int> grown = [];
        foreach (var neighbour in edge.SelectMany(index => Neighbours(index, side)))
        {
            if (owner[neighbour] == 0)
            {
                owner[neighbour] = label;
                grown.Add(neighbour);
            }
        }

        return grown;
    }

    private static IEnumerable<int> Neighbours(int index, int side)
    {
        var (row, column) = (index / side, index % side);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(side - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(side - 1, column + 1); x++)
            {
                yield return (y * side) + x;
            }
        }
    }
}
