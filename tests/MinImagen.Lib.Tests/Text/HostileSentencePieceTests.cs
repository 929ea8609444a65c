using System.Buffers.Binary;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;
using static MinImagen.Lib.Tests.Text.ModelBuilder;

namespace MinImagen.Lib.Tests.Text;

public class HostileSentencePieceTests
{
    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "lists no pieces", [] },
        { "no unknown piece", new ModelBuilder().Piece("a", 0).ToArray() },
        { "two unknown pieces", WithUnknown().Piece("<unk2>", 0, Unknown).Piece("a", 0).ToArray() },
        { "no pieces that match text", WithUnknown().ToArray() },
        { "twice", WithUnknown().Piece("a", 0).Piece("a", 0).ToArray() },
        { "is empty", WithUnknown().Piece("", 0).ToArray() },
        { "score", WithUnknown().Piece("a", float.NaN).ToArray() },
        { "unknown type", WithUnknown().Piece("a", 0, 77).ToArray() },
        { "not a unigram model", WithUnknown().Piece("a", 0).Trainer(modelType: 2).ToArray() },
        { "spells nothing in bytes", WithUnknown().Piece("a", 0).Piece("<0x00>", 0, ModelBuilder.Byte).ToArray() },
        { "lacks the piece", WithUnknown().Piece("a", 0).Trainer(byteFallback: true).ToArray() },
        { "spells no byte", WithUnknown().Piece("a", 0).EveryByte().Piece("<0xZZ>", 0, ModelBuilder.Byte).Trainer(byteFallback: true).ToArray() },
        { "cut short", WithUnknown().Piece("abc", 0).ToArray()[..^1] },
        { "cut short", WithUnknown().Raw(1 << 3 | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07).ToArray() },
        { "protocol buffer", WithUnknown().Raw(0x07, 0x07).ToArray() },
        { "not UTF-8", WithUnknown().Raw(1 << 3 | 2, 3, 1 << 3 | 2, 1, 0xFF).ToArray() },
        { "rules are cut short", WithUnknown().Piece("a", 0).Normalizer(charsMap: [1, 0, 0, 0]).ToArray() },
        { "rules claim a table", WithUnknown().Piece("a", 0).Normalizer(charsMap: [0xFF, 0xFF, 0xFF, 0xFF, 0]).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void ADamagedModelIsRefusedWithItsNameAndTheReason(string reason, byte[] model)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["spiece.model"], model);
        var error = Assert.Throws<InvalidDataException>(() => SentencePieceTokenizer.Load(folder["spiece.model"]));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder["spiece.model"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RulesThatPointOutsideTheirTableAreRefusedWhenTheyAreMet()
    {
        // One unit: no label, children a million units away.
        var map = Map([1_000_000u << 10], pool: "x\0"u8);
        var tokenizer = SentencePieceTokenizer.Parse(WithUnknown().Piece("a", 0).Normalizer(charsMap: map).ToArray());
        Assert.Throws<InvalidDataException>(() => tokenizer.EncodeAsIds("a"));
    }

    [Fact]
    public void ARuleThatWritesMegabytesForALetterIsRefused()
    {
        // 'a' (0x61) leads to unit 0x60 = 1 ^ 0x61, whose value hangs at 0x60 ^ 0x62 and points at the pool's start.
        var units = new uint[256];
        units[0] = 1u << 10;
        units[0x60] = (uint)'a' | 1u << 8 | 0x62u << 10;
        units[0x60 ^ 0x62] = 0x8000_0000;
        var pool = new byte[100_000];
        pool.AsSpan()[..^1].Fill((byte)'b');
        var tokenizer = SentencePieceTokenizer.Parse(WithUnknown().Piece("a", 0).Normalizer(charsMap: Map(units, pool)).ToArray());
        var error = Assert.Throws<InvalidDataException>(() => tokenizer.EncodeAsIds("a"));
        Assert.Contains("99,999 bytes", error.Message, StringComparison.Ordinal);

        pool[3] = 0;
        tokenizer = SentencePieceTokenizer.Parse(WithUnknown().Piece("a", 0).Normalizer(charsMap: Map(units, pool)).ToArray());
        Assert.Equal("bbbc", tokenizer.Normalize("ac"));
    }

    [Fact]
    public void AFileOfImplausibleLengthIsNotRead()
    {
        using var folder = new TemporaryFolder();
        using (var stream = File.Create(folder["spiece.model"]))
            stream.SetLength(1L << 40);
        Assert.Throws<InvalidDataException>(() => SentencePieceTokenizer.Load(folder["spiece.model"]));
    }

    [Fact]
    public void ATruncatedModelIsRefusedOrSmallerNeverAnyOtherError()
    {
        var model = File.ReadAllBytes(GoldenData.PathOf("spm_a.model"));
        for (var length = 0; length < model.Length; length += 2003)
        {
            try
            {
                SentencePieceTokenizer.Parse(model[..length]).EncodeAsIds("the quick brown fox");
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    private static byte[] Map(uint[] units, ReadOnlySpan<byte> pool)
    {
        var map = new byte[sizeof(uint) * (units.Length + 1) + pool.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(map, (uint)units.Length * sizeof(uint));
        for (var i = 0; i < units.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(map.AsSpan((i + 1) * sizeof(uint)), units[i]);
        pool.CopyTo(map.AsSpan(sizeof(uint) * (units.Length + 1)));
        return map;
    }
}
