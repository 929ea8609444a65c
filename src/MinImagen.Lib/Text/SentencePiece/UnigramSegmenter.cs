namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>
/// Cuts text into the most probable pieces under a unigram language model, P(x) = ∏ p(x_i), by Viterbi's algorithm
/// (Kudo 2018, "Subword Regularization", §3.1–3.2).
/// </summary>
internal sealed class UnigramSegmenter
{
    private const float UnknownPenalty = 10;

    private readonly IReadOnlyList<Piece> pieces;
    private readonly PieceTrie trie;
    private readonly int unknownId;
    private readonly float unknownScore;
    private readonly float maxScore;

    internal UnigramSegmenter(IReadOnlyList<Piece> pieces, int unknownId)
    {
        this.pieces = pieces;
        this.unknownId = unknownId;
        trie = new PieceTrie();

        // As the reference has it: the least positive float, not −∞, starts the search for the maximum.
        const float leastNormalFloat = 1.17549435e-38f;
        var minScore = float.MaxValue;
        maxScore = leastNormalFloat;
        for (var id = 0; id < pieces.Count; id++)
        {
            var piece = pieces[id];
            if (piece.Type is PieceType.Normal or PieceType.UserDefined)
                trie.Add(piece.Text, id);
            if (piece.Type == PieceType.Normal)
            {
                minScore = Math.Min(minScore, piece.Score);
                maxScore = Math.Max(maxScore, piece.Score);
            }
        }

        unknownScore = minScore - UnknownPenalty;
    }

    /// <summary>Cuts normalized UTF-8 text; every character that no piece covers is a piece of its own.</summary>
    /// <returns>Ranges that follow one another over the whole text, each with its id.</returns>
    internal IReadOnlyList<(Range Bytes, int Id)> Segment(ReadOnlySpan<byte> text)
    {
        // best[i] is the last piece of the best way to cut text[..i].
        var best = new Step[text.Length + 1];
        Array.Fill(best, new Step(Step.Unreached, 0, 0));

        for (var start = 0; start < text.Length;)
        {
            var characterLength = Math.Min(CharacterLength(text[start]), text.Length - start);
            var scoreTillHere = best[start].Score;
            var coversCharacter = false;

            var node = PieceTrie.Root;
            for (var end = start; end < text.Length && (node = trie.Next(node, text[end])) != PieceTrie.None;)
            {
                end++;
                var id = trie.IdAt(node);
                if (id == PieceTrie.None)
                    continue;

                // Sums are compared in double and kept in float, so that ties fall as in the reference implementation.
                best[end].Improve(start, id, Score(id, end - start) + scoreTillHere);
                coversCharacter |= end - start == characterLength;
            }

            if (!coversCharacter)
                best[start + characterLength].Improve(start, unknownId, unknownScore + scoreTillHere);

            start += characterLength;
        }

        var path = new List<(Range, int)>();
        for (var end = text.Length; end > 0; end = best[end].Start)
            path.Add((best[end].Start..end, best[end].Id));
        path.Reverse();
        return path;
    }

    /// <summary>log p of a piece; a user-defined symbol gets next to the best there can be.</summary>
    private double Score(int id, int length) =>
        pieces[id].Type == PieceType.UserDefined ? length * maxScore - 0.1 : pieces[id].Score;

    private static int CharacterLength(byte first) => first switch
    {
        < 0xC0 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        _ => 4,
    };

    private record struct Step(int Start, int Id, float Score)
    {
        internal const int Unreached = -1;

        internal void Improve(int start, int id, double score)
        {
            if (Start == Unreached || score > Score)
                this = new Step(start, id, (float)score);
        }
    }
}
