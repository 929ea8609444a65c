using Google.Protobuf;

namespace MinImagen.Lib.Tests.Text;

/// <summary>Writes small <c>spiece.model</c> files, well-formed or not.</summary>
public sealed class ModelBuilder
{
    public const int Normal = 1;
    public const int Unknown = 2;
    public const int Control = 3;
    public const int UserDefined = 4;
    public const int Unused = 5;
    public const int Byte = 6;

    private readonly MemoryStream bytes = new();

    public static ModelBuilder WithUnknown() => new ModelBuilder().Piece("<unk>", 0, Unknown);

    public ModelBuilder Piece(string text, float score, int type = Normal) => Message(1, output =>
    {
        output.WriteTag(1, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
        output.WriteTag(2, WireFormat.WireType.Fixed32);
        output.WriteFloat(score);
        output.WriteTag(3, WireFormat.WireType.Varint);
        output.WriteEnum(type);
    });

    public ModelBuilder Trainer(int modelType = 1, bool byteFallback = false, bool suffix = false) => Message(2, output =>
    {
        output.WriteTag(3, WireFormat.WireType.Varint);
        output.WriteEnum(modelType);
        output.WriteTag(24, WireFormat.WireType.Varint);
        output.WriteBool(suffix);
        output.WriteTag(35, WireFormat.WireType.Varint);
        output.WriteBool(byteFallback);
    });

    public ModelBuilder Normalizer(bool dummyPrefix = true, bool removeSpaces = true, byte[]? charsMap = null) => Message(3, output =>
    {
        if (charsMap is not null)
        {
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(charsMap));
        }

        output.WriteTag(3, WireFormat.WireType.Varint);
        output.WriteBool(dummyPrefix);
        output.WriteTag(4, WireFormat.WireType.Varint);
        output.WriteBool(removeSpaces);
    });

    public ModelBuilder EveryByte()
    {
        for (var b = 0; b <= byte.MaxValue; b++)
            Piece($"<0x{b:X2}>", 0, Byte);
        return this;
    }

    public ModelBuilder Raw(params byte[] raw)
    {
        bytes.Write(raw);
        return this;
    }

    public byte[] ToArray() => bytes.ToArray();

    private ModelBuilder Message(int field, Action<CodedOutputStream> write)
    {
        using var message = new MemoryStream();
        using (var output = new CodedOutputStream(message, leaveOpen: true))
            write(output);
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(message.ToArray()));
        }

        return this;
    }
}
