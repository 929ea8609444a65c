using System.Buffers.Binary;
using System.Text;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Tensors;

public class SafeTensorsTests
{
    public static TheoryData<ScalarType> Types =>
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64,
        ScalarType.Int32, ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryTypeComesBackAsItWas(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var values = arange(0, 24, dtype: ScalarType.Int64).to(type).view(2, 3, 4);
        var saved = new Dictionary<string, Tensor>
        {
            ["values"] = values,
            ["turned"] = values.transpose(0, 2),
            ["part"] = values.narrow(1, 1, 1),
            ["scalar"] = values[1, 2, 3],
            ["empty"] = zeros([0, 5], dtype: type),
        };
        SafeTensors.Save(folder["a.safetensors"], saved);

        var loaded = SafeTensors.Load(folder["a.safetensors"]);
        Assert.Equal(saved.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in saved)
        {
            Assert.Equal(type, loaded[name].dtype);
            Assert.Equal(tensor.shape, loaded[name].shape);
            Assert.True(tensor.eq(loaded[name]).all().item<bool>(), name);
        }
    }

    [Fact]
    public void BytesAreLittleEndianRowsAfterTheHeader()
    {
        using var folder = new TemporaryFolder();
        using var values = tensor(new float[,] { { 1, 2 }, { 3, -4 } });
        SafeTensors.Save(folder["a"], new Dictionary<string, Tensor> { ["w"] = values }, new Dictionary<string, string> { ["k"] = "v" });

        var bytes = File.ReadAllBytes(folder["a"]);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(
            """{"__metadata__":{"k":"v"},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal(0, (8 + length) % 8);
        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0xC0], bytes[(8 + length)..]);
    }

    [Fact]
    public void TheSameTensorsGiveTheSameBytesInWhateverOrder()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (a, b, c) = (ones(3), ones(2, dtype: ScalarType.Int64), ones(5, dtype: ScalarType.Bool));
        SafeTensors.Save(folder["1"], new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b, ["c"] = c });
        SafeTensors.Save(folder["2"], new Dictionary<string, Tensor> { ["c"] = c, ["b"] = b, ["a"] = a });
        Assert.Equal(File.ReadAllBytes(folder["1"]), File.ReadAllBytes(folder["2"]));

        using var file = SafeTensorsFile.Open(folder["1"]);
        Assert.Equal(["b", "a", "c"], file.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void MetadataAndNamesMayBeAnyText()
    {
        using var folder = new TemporaryFolder();
        using var value = ones(1);
        var metadata = new Dictionary<string, string> { ["é\"\n"] = "字\\", [""] = "" };
        SafeTensors.Save(folder["a"], new Dictionary<string, Tensor> { ["α \"β\""] = value }, metadata);
        Assert.Equal(metadata, SafeTensors.LoadMetadata(folder["a"]));
        Assert.Equal(["α \"β\""], SafeTensors.Load(folder["a"]).Keys);
    }

    [Fact]
    public void WhatCannotBeStoredIsRefusedAndTheOldFileStays()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        SafeTensors.Save(folder["a"], new Dictionary<string, Tensor> { ["w"] = ones(1) });
        Assert.Throws<ArgumentException>(() => Save("w", zeros(1, dtype: ScalarType.ComplexFloat32)));
        Assert.Throws<ArgumentException>(() => Save("__metadata__", ones(1)));
        Assert.Equal(["w"], SafeTensors.Load(folder["a"]).Keys);
        Assert.Single(Directory.GetFiles(folder.Path));

        void Save(string name, Tensor tensor) => SafeTensors.Save(folder["a"], new Dictionary<string, Tensor> { [name] = tensor });
    }

    [Fact]
    public void ABooleanOfAnyByteIsZeroOrOne()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], Safe("""{"b":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}}""", 0, 2, 255));
        using var loaded = SafeTensors.Load(folder["a"])["b"];
        Assert.Equal(2, loaded.sum().item<long>());
    }

    [Fact]
    public void OneTensorCanBeReadAlone()
    {
        using var folder = new TemporaryFolder();
        using var one = ones(3);
        using var two = ones(4) * 2;
        SafeTensors.Save(folder["a"], new Dictionary<string, Tensor> { ["one"] = one, ["two"] = two });
        using var file = SafeTensorsFile.Open(folder["a"]);
        using var read = file.Read("two");
        Assert.Equal([2, 2, 2, 2], read.data<float>().ToArray());
        Assert.Throws<KeyNotFoundException>(() => file.Read("three"));
    }

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "bytes", [] },
        { "bytes", [1, 2, 3] },
        { "claims a header of 18,446,744,073,709,551,615", [255, 255, 255, 255, 255, 255, 255, 255, 0] },
        { "claims a header of 9", [9, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'] },
        { "claims a header of 100,000,001", [1, 0xE1, 0xF5, 0x05, 0, 0, 0, 0, (byte)'{'] },
        { "not a JSON object", Safe("") },
        { "not a JSON object", Safe("[]") },
        { "JSON", Safe("{") },
        { "JSON", Safe("{}}") },
        { "JSON", Safe("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""", 0, 0, 0, 0) },
        { "an object for 'a'", Safe("""{"a":1}""") },
        { "lacks its dtype", Safe("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 0, 0, 0, 0) },
        { "lacks its dtype", Safe("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}""", 0, 0, 0, 0) },
        { "of type F8_E4M3", Safe("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 0) },
        { "does not fill", Safe("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 0, 0, 0, 0) },
        { "does not fill", Safe("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 0, 0, 0, 0) },
        { "does not fill", Safe("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""") },
        { "does not fill", Safe("""{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}""") },
        { "whole number", Safe("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 0, 0, 0, 0) },
        { "whole number", Safe("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 0, 0, 0, 0) },
        { "whole number", Safe("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}""", 0, 0, 0, 0) },
        { "more than 64", Safe($$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(",", Enumerable.Repeat(1, 65))}}}],"data_offsets":[0,1]}}""", 0) },
        { "twice", Safe("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 0, 0) },
        { "second time", Safe("""{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 0) },
        { "unknown", Safe("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"code":"x"}}""", 0) },
        { "a hole or an overlap", Safe("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 0, 0) },
        { "a hole or an overlap", Safe("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 0, 0, 0) },
        { "tensors end at byte 1", Safe("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 0, 0) },
        { "tensors end at byte 2", Safe("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 0) },
        { "lists 'k' twice", Safe("""{"__metadata__":{"k":"1","k":"2"}}""") },
        { "text for every key", Safe("""{"__metadata__":{"k":1}}""") },
        { "JSON", Safe("{\"\xFF\":1}") },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void ADamagedFileIsRefusedWithItsNameAndTheReason(string reason, byte[] contents)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["weights"], contents);
        var error = Assert.Throws<InvalidDataException>(() => SafeTensors.Load(folder["weights"]));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(folder["weights"], error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => TensorFile.Load(folder["weights"]));
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"../a.safetensors"}}""", "not the name of a file beside it")]
    [InlineData("""{"weight_map":{"a":"/etc/passwd"}}""", "not the name of a file beside it")]
    [InlineData("""{"weight_map":{"a":".."}}""", "not the name of a file beside it")]
    [InlineData("""{"weight_map":{"a":"a","a":"a"}}""", "twice")]
    [InlineData("""{"weight_map":{"other":"a"}}""", "lacks it")]
    [InlineData("""{"weight_map":{"a":1}}""", "index")]
    [InlineData("""{"weight_map":[]}""", "index")]
    [InlineData("""{}""", "index")]
    [InlineData("{", "index")]
    public void ADamagedIndexIsRefused(string json, string reason)
    {
        using var folder = new TemporaryFolder();
        using var value = ones(1);
        SafeTensors.Save(folder["a"], new Dictionary<string, Tensor> { ["a"] = value });
        File.WriteAllText(folder["model.safetensors.index.json"], json);
        var error = Assert.Throws<InvalidDataException>(() => TensorFile.Load(folder["model.safetensors.index.json"]));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    // Latin-1, so that a test can write bytes that are not UTF-8.
    private static byte[] Safe(string header, params byte[] data)
    {
        var json = Encoding.Latin1.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. data];
    }
}
