using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MinImagen.Lib.Tests.Tensors;

/// <summary>Writes pickles, harmless and malicious, one instruction at a time.</summary>
public sealed class PickleBuilder
{
    private readonly MemoryStream bytes = new();

    public PickleBuilder Raw(params byte[] raw)
    {
        bytes.Write(raw);
        return this;
    }

    public PickleBuilder Code(string codes) => Raw(Encoding.Latin1.GetBytes(codes));

    public PickleBuilder Protocol() => Raw(0x80, 2);

    public PickleBuilder Text(string text)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, Encoding.UTF8.GetByteCount(text));
        return Code("X").Raw(length).Raw(Encoding.UTF8.GetBytes(text));
    }

    public PickleBuilder Int(long value)
    {
        var eight = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(eight, value);
        return Raw(0x8A, 8).Raw(eight);
    }

    public PickleBuilder Global(string module, string name) => Code($"c{module}\n{name}\n");

    public PickleBuilder Tuple(params long[] values)
    {
        Code("(");
        foreach (var value in values)
            Int(value);
        return Code("t");
    }

    public PickleBuilder Storage(string key, long count, string type = "FloatStorage") =>
        Code("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Int(count).Code("tQ");

    public PickleBuilder Tensor(string key, long count, long offset, long[] shape, long[] strides, string type = "FloatStorage") =>
        Global("torch._utils", "_rebuild_tensor_v2").Code("(").Storage(key, count, type)
            .Int(offset).Tuple(shape).Tuple(strides).Raw(0x89).Global("collections", "OrderedDict").Code(")RtR");

    /// <summary>A pickle of a dictionary with one entry.</summary>
    public static byte[] Entry(Action<PickleBuilder> value)
    {
        var builder = new PickleBuilder().Protocol().Code("}").Text("w");
        value(builder);
        return builder.Code("s.").ToArray();
    }

    public byte[] ToArray() => bytes.ToArray();

    /// <summary>The zip that torch.save would have made of a pickle and its storages.</summary>
    public static byte[] Zip(byte[] pickle, IEnumerable<(string Name, byte[] Contents)>? members = null, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, contents) in (members ?? []).Prepend(("data.pkl", pickle)))
            {
                using var member = zip.CreateEntry("archive/" + name, level).Open();
                member.Write(contents);
            }
        }

        return stream.ToArray();
    }
}
