using System.Text;

namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>A set of strings with their ids, walked one UTF-8 byte at a time.</summary>
internal sealed class PieceTrie
{
    internal const int Root = 0;

    /// <summary>Returned where the walk leaves the set, or no string ends.</summary>
    internal const int None = -1;

    // (node, next byte) → node
    private readonly Dictionary<long, int> edges = [];
    private readonly List<int> ids = [None];

    internal void Add(string text, int id)
    {
        var node = Root;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (!edges.TryGetValue(Edge(node, b), out var next))
            {
                next = ids.Count;
                ids.Add(None);
                edges.Add(Edge(node, b), next);
            }

            node = next;
        }

        ids[node] = id;
    }

    /// <summary>The node that a byte leads to, or <see cref="None"/>.</summary>
    internal int Next(int node, byte b) => edges.TryGetValue(Edge(node, b), out var next) ? next : None;

    /// <summary>The id of the string that ends at a node, or <see cref="None"/>.</summary>
    internal int IdAt(int node) => ids[node];

    /// <summary>Length in bytes of the longest string that the text starts with; 0 when there is none.</summary>
    internal int MatchLongest(ReadOnlySpan<byte> text)
    {
        var longest = 0;
        var node = Root;
        for (var i = 0; i < text.Length && (node = Next(node, text[i])) != None; i++)
        {
            if (IdAt(node) != None)
                longest = i + 1;
        }

        return longest;
    }

    private static long Edge(int node, byte b) => (long)node << 8 | b;
}
