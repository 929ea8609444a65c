namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>What a vocabulary entry is for; the numbers are those of the model file.</summary>
internal enum PieceType
{
    Normal = 1,

    /// <summary>Stands for every character that the vocabulary lacks; exactly one a model.</summary>
    Unknown = 2,

    /// <summary>A sign such as <c>&lt;/s&gt;</c> that never matches text.</summary>
    Control = 3,

    /// <summary>A string that is always one piece and is never normalized.</summary>
    UserDefined = 4,

    /// <summary>Keeps its id but is never chosen.</summary>
    Unused = 5,

    /// <summary>One byte, <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, with which unknown characters are spelled.</summary>
    Byte = 6,
}
