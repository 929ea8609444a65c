using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Hub;

namespace MinImagen.Lib.Tests.Text.Hub;

public sealed class PublishedEncoderTests : IDisposable
{
    private static readonly string[] Captions = ["a happy dog", "the quick brown fox"];

    private readonly TemporaryFolder model = new();
    private readonly TemporaryFolder cache = new();
    private readonly HubServer server = new();

    public PublishedEncoderTests() => TinyT5.Write(model.Path, GoldenData.PathOf("spm_a.model"));

    private HubOptions Options => new() { Endpoint = server.Address, Folder = cache["hub"], FirstDelay = TimeSpan.FromMilliseconds(1), Attempts = 2 };

    public void Dispose()
    {
        server.Dispose();
        model.Dispose();
        cache.Dispose();
    }

    [Theory]
    [InlineData("t5_small", "t5-small")]
    [InlineData("small1.1", "google/t5-v1_1-small")]
    public void AFetchedEncoderIsTheOneThatWasPublished(string name, string repository)
    {
        TinyT5.Publish(server, repository, model.Path);
        using var fetched = TextEncoders.Get(name, Options);
        using var local = TextEncoders.Get(model.Path);
        Assert.Equal(name, fetched.Name);
        Assert.Equal(TextEncoders.GetEncodedDim(name), fetched.EncodedDim);
        Assert.Equal(local.Digest, fetched.Digest);

        using var expected = local.Encode(Captions);
        using var actual = fetched.Encode(Captions);
        Assert.True(expected.Embeds.eq(actual.Embeds).all().item<bool>());

        // From now on without the hub.
        using var again = TextEncoders.Get(name, Options with { Offline = true });
        Assert.Equal(fetched.Digest, again.Digest);
    }

    [Fact]
    public void ATokenizerComesWithoutTheWeights()
    {
        TinyT5.Publish(server, "google/t5-v1_1-small", model.Path);
        var tokenizer = TextEncoders.GetTokenizer("small1.1", Options);
        Assert.Equal(T5Tokenizer.Open(model.Path).Encode(Captions[1]), tokenizer.Encode(Captions[1]));
        Assert.Equal(0, server.Gets("model.safetensors"));
        TextEncoders.GetTokenizer("small1.1", Options with { Offline = true });
        Assert.Throws<HubException>(() => TextEncoders.Get("small1.1", Options with { Offline = true }));
    }

    [Fact]
    public void ATokenizerJsonWillDo()
    {
        File.WriteAllText(model["tokenizer.json"], FastTokenizerWriter.Convert(File.ReadAllBytes(model["spiece.model"])).ToJsonString());
        var expected = T5Tokenizer.Open(model.Path).Encode(Captions[0]);
        File.Delete(model["spiece.model"]);
        TinyT5.Publish(server, "t5-small", model.Path);
        Assert.Equal(expected, TextEncoders.GetTokenizer("t5_small", Options).Encode(Captions[0]));
    }

    [Fact]
    public void AnEncoderThatDoesNotFitIntoMemoryIsNotFetched()
    {
        TinyT5.Publish(server, "t5-small", model.Path);
        var huge = TinyT5.Config with { DFf = 1 << 20, NumLayers = 1000 };
        huge.Save(model["config.json"]);
        server.Add("t5-small", "config.json", File.ReadAllBytes(model["config.json"]), isLarge: false);
        var error = Assert.Throws<InsufficientMemoryException>(() => TextEncoders.Get("t5_small", Options));
        Assert.Contains("t5_small", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"needs [\d.]+ GB of memory; [\d.]+ [MG]B are available", error.Message);
        Assert.Equal(0, server.Gets("model.safetensors"));
    }

    [Fact]
    public void AnotherEncoderUnderTheNameIsRefused()
    {
        TinyT5.Publish(server, "t5-base", model.Path);
        Assert.Contains("512, not 768", Assert.Throws<InvalidDataException>(() => TextEncoders.Get("t5_base", Options)).Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Gets("model.safetensors"));
    }

    [Fact]
    public void TheEnvironmentNamesTheHubAndForbidsFetching()
    {
        TinyT5.Publish(server, "t5-small", model.Path);
        using var environment = new ChangedEnvironment(new()
        {
            ["MINIMAGEN_CACHE"] = cache.Path,
            [HubOptions.EndpointVariable] = server.Address.ToString(),
            [HubOptions.OfflineVariable] = "1",
        });
        Assert.Throws<HubException>(() => TextEncoders.Get("t5_small"));
        Environment.SetEnvironmentVariable(HubOptions.OfflineVariable, null);
        TextEncoders.Get("t5_small").Dispose();
        Assert.True(File.Exists(Path.Combine(cache.Path, "hub", "t5-small", "model.safetensors")));

        Environment.SetEnvironmentVariable(HubOptions.EndpointVariable, "not an address");
        Assert.Throws<ArgumentException>(HubOptions.FromEnvironment);
    }

    private sealed class ChangedEnvironment : IDisposable
    {
        private readonly Dictionary<string, string?> before;

        public ChangedEnvironment(Dictionary<string, string?> values)
        {
            before = values.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
            Set(values);
        }

        public void Dispose() => Set(before);

        private static void Set(Dictionary<string, string?> values)
        {
            foreach (var (name, value) in values)
                Environment.SetEnvironmentVariable(name, value);
        }
    }
}
