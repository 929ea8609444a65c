using System.Text;

namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>Collects a vocabulary read from a file, and refuses entries that no vocabulary has.</summary>
internal sealed class VocabularyBuilder
{
    private const int MaxPieces = 1 << 20;
    private const int MaxPieceBytes = 1 << 16;
    private const int MaxBytes = 8 << 20;

    private readonly List<Piece> pieces = [];
    private long bytes;

    /// <summary>What was added; a piece's index is its id.</summary>
    internal IReadOnlyList<Piece> Pieces => pieces;

    /// <exception cref="InvalidDataException">There can be no such piece, or not so many.</exception>
    internal void Add(Piece piece)
    {
        var id = pieces.Count;
        if (id == MaxPieces)
            throw new InvalidDataException($"it lists more than {MaxPieces:N0} pieces");
        if (piece.Text.Length == 0)
            throw new InvalidDataException($"its piece {id} is empty");
        if (!float.IsFinite(piece.Score))
            throw new InvalidDataException($"the score of its piece {id} is {piece.Score}");
        if (!Enum.IsDefined(piece.Type))
            throw new InvalidDataException($"its piece {id} is of the unknown type {(int)piece.Type}");

        var length = Encoding.UTF8.GetByteCount(piece.Text);
        bytes += length;
        if (length > MaxPieceBytes || bytes > MaxBytes)
            throw new InvalidDataException("its vocabulary is implausibly long");
        pieces.Add(piece);
    }
}
