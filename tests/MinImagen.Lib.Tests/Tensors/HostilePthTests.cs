using System.IO.Compression;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using static MinImagen.Lib.Tests.Tensors.PickleBuilder;

namespace MinImagen.Lib.Tests.Tensors;

public class HostilePthTests
{
    private static readonly byte[] EightBytes = [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40];

    /// <summary>Pickles that would run a command, or anything else, if Python loaded them.</summary>
    public static TheoryData<string, byte[]> Malicious => new()
    {
        { "os.system", Entry(p => p.Global("os", "system").Text("touch /tmp/pwned").Raw(0x85).Code("R")) },
        { "posix.system", new PickleBuilder().Protocol().Global("posix", "system").Text("id").Raw(0x85).Code("R.").ToArray() },
        { "builtins.eval", Entry(p => p.Global("builtins", "eval").Text("1").Raw(0x85).Code("R")) },
        { "builtins.getattr", Entry(p => p.Global("builtins", "getattr")) },
        { "torch.load", Entry(p => p.Global("torch", "load")) },
        { "torch._utils._rebuild_tensor_v3", Entry(p => p.Global("torch._utils", "_rebuild_tensor_v3")) },
        { "collections.OrderedDict.fromkeys", Entry(p => p.Global("collections", "OrderedDict.fromkeys")) },
        { "os.system", Entry(p => p.Text("os").Text("system").Raw(0x93)) },
        { "no name", Entry(p => p.Int(1).Text("system").Raw(0x93)) },
        { "Inst", Entry(p => p.Code("(").Text("id").Code("ios\nsystem\n")) },
        { "Obj", Entry(p => p.Code("(").Global("collections", "OrderedDict").Text("id").Code("o")) },
        { "NewObj", Entry(p => p.Global("collections", "OrderedDict").Code(")").Raw(0x81)) },
        { "NewObjEx", Entry(p => p.Global("collections", "OrderedDict").Code(")}").Raw(0x92)) },
        { "Ext1", Entry(p => p.Raw(0x82, 1)) },
        { "BUILD", Entry(p => p.Global("torch", "FloatStorage").Code("}b")) },
        { "BUILD", Entry(p => p.Global("collections", "OrderedDict").Code(")R").Text("state").Code("b")) },
        { "REDUCE", Entry(p => p.Global("torch", "FloatStorage").Int(1 << 30).Raw(0x85).Code("R")) },
        { "REDUCE", Entry(p => p.Text("os.system").Text("id").Raw(0x85).Code("R")) },
        { "REDUCE", Entry(p => p.Global("collections", "OrderedDict").Int(1).Raw(0x85).Code("R")) },
        { "outside itself", Entry(p => p.Text("http://example.invalid/").Code("Q")) },
        { "outside itself", Entry(p => p.Code("(").Text("module").Global("torch", "FloatStorage").Text("0").Text("cpu").Int(2).Code("tQ")) },
        { "0x50", Entry(p => p.Code("Phttp://example.invalid/\n")) },
    };

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "malformed", Entry(p => p.Code("t")) },
        { "malformed", Entry(p => p.Raw(0x87)) },
        { "malformed", Entry(p => p.Code("h\x07")) },
        { "malformed", Entry(p => p.Code("(")) },
        { "malformed", new PickleBuilder().Protocol().Code(".").ToArray() },
        { "cut short", new PickleBuilder().Protocol().Code("}").ToArray() },
        { "text of", Entry(p => p.Code("X").Raw(0xFF, 0xFF, 0xFF, 0x7F)) },
        { "text of", Entry(p => p.Code("X").Raw(0xFF, 0xFF, 0xFF, 0xFF)) },
        { "long name", Entry(p => p.Global(new string('o', 1000), "x")) },
        { "neither text nor numbers", new PickleBuilder().Protocol().Code("})Ns.").ToArray() },
        { "twice", new PickleBuilder().Protocol().Code("}(").Text("a").Code("N").Text("a").Code("Nu.").ToArray() },
        { "not a dictionary", new PickleBuilder().Protocol().Code("].").ToArray() },
        { "a dictionary itself", Entry(p => p.Code("}")) },
        { "no tensors", Entry(p => p.Code("N")) },
        { "not understood", Entry(p => p.Tensor("0", 2, -1, [1], [1])) },
        { "not understood", Entry(p => p.Tensor("0", 2, 0, [1], [-1])) },
        { "not understood", Entry(p => p.Tensor("0", 2, 0, [1, 1], [1])) },
        { "outside itself", Entry(p => p.Tensor("0", -2, 0, [1], [1])) },
        { "only 2 elements", Entry(p => p.Tensor("0", 2, 0, [3], [1])) },
        { "only 2 elements", Entry(p => p.Tensor("0", 2, 1, [2], [1])) },
        { "only 2 elements", Entry(p => p.Tensor("0", 2, 0, [2], [2])) },
        { "only 2 elements", Entry(p => p.Tensor("0", 2, 0, [1L << 62, 1L << 62], [0, 0])) },
        { "only 2 elements", Entry(p => p.Tensor("0", 2, 0, [2], [long.MaxValue])) },
        { "only 2 elements", Entry(p => p.Tensor("0", 2, long.MaxValue, [1], [1])) },
        { "only 2 elements", Entry(p => p.Tensor("0", 2, 3, [0], [1])) },
        { "8 bytes, where 3 elements", Entry(p => p.Tensor("0", 3, 0, [3], [1])) },
        { "8 bytes, where 2 elements", Entry(p => p.Tensor("0", 2, 0, [2], [1], "DoubleStorage")) },
        { "8 bytes, where", Entry(p => p.Tensor("0", long.MaxValue, 0, [1], [1])) },
        { "lacks its storage", Entry(p => p.Tensor("1", 2, 0, [2], [1])) },
        { "lacks its storage", Entry(p => p.Tensor("../data.pkl", 2, 0, [2], [1])) },
        {
            "in two ways",
            new PickleBuilder().Protocol().Code("}(").Text("a").Tensor("0", 2, 0, [2], [1])
                .Text("b").Tensor("0", 1, 0, [1], [1], "DoubleStorage").Code("u.").ToArray()
        },
    };

    [Theory]
    [MemberData(nameof(Malicious))]
    [MemberData(nameof(Damaged))]
    public void InEitherFormatItIsRefusedWithItsNameAndTheReason(string reason, byte[] pickle)
    {
        AssertRefused(reason, Zip(pickle, [("data/0", EightBytes)]));

        // In the older format the storages follow at once, so that some of these are found out earlier and otherwise.
        string[] otherwise = ["8 bytes", "lacks", "no tensors", "not a dictionary", "a dictionary itself", "cut short"];
        AssertRefused(otherwise.Any(reason.StartsWith) ? "" : reason, Old(pickle, "0", 2));
    }

    /// <summary>No row of <see cref="Damaged"/>: finding the tests, xunit writes out every byte of every row.</summary>
    [Fact]
    public void APickleOfMillionsOfCommandsIsRefused()
    {
        var pickle = Enumerable.Repeat((byte)']', 5_000_000).ToArray();
        AssertRefused("implausibly long", Zip(pickle, [("data/0", EightBytes)]));
        AssertRefused("implausibly long", Old(pickle, "0", 2));
    }

    [Fact]
    public void AZipBombIsRefusedBeforeItIsUnpacked()
    {
        var zeros = new byte[50_000_000];
        var bomb = Entry(p => p.Tensor("0", zeros.Length / 4, 0, [zeros.Length / 4], [1]));
        AssertRefused("compressed", Zip(bomb, [("data/0", zeros)], CompressionLevel.Fastest));
    }

    [Fact]
    public void AZipThatIsNoCheckpointIsRefused()
    {
        var good = Entry(p => p.Tensor("0", 2, 0, [2], [1]));
        AssertRefused("big-endian", Zip(good, [("data/0", EightBytes), ("byteorder", "big"u8.ToArray())]));
        AssertRefused("twice", Zip(good, [("data/0", EightBytes), ("data/0", EightBytes)]));
        AssertRefused("2 members", Zip(good, [("inner/data.pkl", good)]));
        AssertRefused("", Zip(good, [("data/0", EightBytes)])[..^30]);
        AssertRefused("", "PK\x03\x04 and nothing that follows"u8.ToArray());
    }

    [Fact]
    public void TheOlderFormatIsCheckedToo()
    {
        var good = Entry(p => p.Tensor("0", 2, 0, [2], [1]));
        AssertRefused("not written by torch.save", new PickleBuilder().Protocol().Int(7).Code(".").ToArray());
        AssertRefused("big-endian", Old(good, "0", 2, littleEndian: false));
        AssertRefused("claims 2 elements", Old(good, "0", 3));
        AssertRefused("that no tensor uses", Old(good, "other", 2));
        AssertRefused("claims 2 elements", Old(good, "0", 2)[..^1]);
        AssertRefused("", Old(good, "0", 2)[..^10]);
        AssertRefused("", []);
    }

    [Fact]
    public void ATruncatedFileIsRefusedWhereverItEnds()
    {
        foreach (var file in new[] { "state.pth", "state-old-format.pth" })
        {
            var whole = File.ReadAllBytes(PthReaderTests.Fixture(file));
            for (var length = 0; length < whole.Length; length += 37)
                AssertRefused("", whole[..length]);
        }
    }

    private static byte[] Old(byte[] pickle, string key, long count, bool littleEndian = true)
    {
        var magic = new PickleBuilder().Protocol().Raw(0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19).Code(".");
        return magic.Protocol().Int(1001).Code(".")
            .Protocol().Code("}").Text("little_endian").Raw(littleEndian ? (byte)0x88 : (byte)0x89).Code("s.")
            .Raw(pickle)
            .Protocol().Code("]").Text(key).Code("a.")
            .Raw(BitConverter.GetBytes(count)).Raw(EightBytes).ToArray();
    }

    private static void AssertRefused(string reason, byte[] contents)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["evil.pth"], contents);
        var error = Assert.Throws<InvalidDataException>(() => PthReader.Load(folder["evil.pth"]));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder["evil.pth"], error.Message, StringComparison.Ordinal);
    }
}
