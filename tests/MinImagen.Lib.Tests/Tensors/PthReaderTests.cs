using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Tests.Text;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Tensors;

public class PthReaderTests
{
    public static TheoryData<string> Ids => GoldenData.Ids("checkpoint_pth");

    [Theory]
    [MemberData(nameof(Ids))]
    public void ARecordedCheckpointHasItsTensors(string id)
    {
        using var scope = NewDisposeScope();
        var expected = GoldenData.State(GoldenData.Tensors(id));
        var loaded = PthReader.Load(GoldenData.PathOf(id + ".pth"));
        Assert.Equal(expected.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in expected)
        {
            Assert.Equal(tensor.dtype, loaded[name].dtype);
            Assert.Equal(tensor.shape, loaded[name].shape);
            Assert.True(tensor.eq(loaded[name]).all().item<bool>(), name);
        }
    }

    [Theory]
    [InlineData("state.pth")]
    [InlineData("state-old-format.pth")]
    [InlineData("state-protocol-4.pth")]
    public void EveryTypeAndViewThatPyTorchSavesIsRead(string file)
    {
        using var scope = NewDisposeScope();
        var loaded = TensorFile.Load(Fixture(file));
        var whole = arange(0, 12, dtype: ScalarType.Float32).view(3, 4);
        Dictionary<string, Tensor> expected = new()
        {
            ["whole"] = whole,
            ["turned"] = whole.t(),
            ["part"] = tensor(new float[] { 2, 4, 6 }),
            ["scalar"] = tensor(2.5, dtype: ScalarType.Float64),
            ["empty"] = zeros(0, 3),
            ["half"] = tensor(new float[] { 1.5f, -2 }).to(ScalarType.Float16),
            ["brain"] = tensor(new float[] { 1.5f, -2 }).to(ScalarType.BFloat16),
            ["long"] = tensor(new long[] { 1L << 40, -1 }),
            ["int"] = tensor(new long[] { 7 }).to(ScalarType.Int32),
            ["short"] = tensor(new long[] { -7 }).to(ScalarType.Int16),
            ["char"] = tensor(new long[] { -7 }).to(ScalarType.Int8),
            ["byte"] = tensor(new long[] { 200 }).to(ScalarType.Byte),
            ["bool"] = tensor(new long[] { 1, 0 }).to(ScalarType.Bool),
            ["parameter"] = ones(2),
        };

        Assert.Equal(expected.Keys, loaded.Keys);
        foreach (var (name, tensor) in expected)
        {
            Assert.Equal(tensor.dtype, loaded[name].dtype);
            Assert.Equal(tensor.shape, loaded[name].shape);
            Assert.True(tensor.eq(loaded[name]).all().item<bool>(), name);
        }

        // Views of one storage still share it.
        Assert.Equal([1L, 4L], loaded["turned"].stride());
        loaded["whole"].fill_(5);
        Assert.Equal([5, 5, 5], loaded["part"].clone().data<float>().ToArray());
    }

    [Fact]
    public void WhatIsNoTensorIsLeftOut()
    {
        using var folder = new TemporaryFolder();
        var pickle = new PickleBuilder().Protocol().Code("}(").Text("epoch").Int(3).Text("note").Text("x").Text("none").Code("N")
            .Text("w").Tensor("0", 2, 0, [2], [1]).Code("u.").ToArray();
        File.WriteAllBytes(folder["a.pth"], PickleBuilder.Zip(pickle, [("data/0", [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])]));
        var loaded = PthReader.Load(folder["a.pth"]);
        Assert.Equal(["w"], loaded.Keys);
        Assert.Equal([1, 2], loaded["w"].data<float>().ToArray());
    }

    [Fact]
    public void ReadingLeavesOnlyTheTensorsThatWereRead()
    {
        using var scope = NewDisposeScope();
        var loaded = PthReader.Load(Fixture("state.pth"));
        Assert.Equal(loaded.Count, scope.DisposablesCount);
    }

    internal static string Fixture(string name) =>
        Path.Combine(RepositoryFolder.Golden, "..", "MinImagen.Lib.Tests", "Tensors", "fixtures", name);
}
