using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MinImagen.Cli.Play;
using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Tests.Training;

namespace MinImagen.Cli.Tests.Play;

/// <summary>A playground with a model that learned nothing, at a port of its own.</summary>
internal sealed class TestPlayground : IAsyncDisposable
{
    /// <summary>So many that drawing with all of them takes longer than any test waits.</summary>
    public const int Timesteps = 10_000;

    private readonly HttpClient client = new();

    private TestPlayground(PlayServer server, PlayWorld world) => (Server, World) = (server, world);

    public PlayServer Server { get; }

    public PlayWorld World { get; }

    public Uri Address => new(Server.Address);

    public static ImageGenerator Model() => new(Toys.Cascade(Toys.TwoUnets with { Timesteps = Timesteps }), new WordEncoder());

    public static PlayWorld Describe(ImageGenerator model, SamplingSettings? settings = null) =>
        PlayWorld.Of(model.Imagen, "toy", DataSources.ShapesName, settings ?? new SamplingSettings { Steps = 3 });

    public static Studio NewStudio()
    {
        var model = Model();
        return new Studio(model, Describe(model));
    }

    public static async Task<TestPlayground> StartAsync()
    {
        var studio = NewStudio();
        return new TestPlayground(await PlayServer.StartAsync(studio, 0), studio.World);
    }

    /// <summary>A request as the page would send it, changed by a test.</summary>
    public HttpRequestMessage Ask(Action<JsonObject>? change = null)
    {
        var asked = JsonSerializer.SerializeToNode(World.Defaults, DrawRequest.Format)!.AsObject();
        change?.Invoke(asked);
        return Post(asked.ToJsonString());
    }

    public HttpRequestMessage Post(string body, string type = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/draw")) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("Origin", Server.Address);
        return request;
    }

    /// <summary>Makes a drawing last.</summary>
    public static void ForLong(JsonObject asked) => asked["steps"] = new JsonArray(Timesteps, Timesteps);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Asks, and listens to what happens.</summary>
    public async Task<Listener> ListenAsync(Action<JsonObject>? change = null) => new(await SendAsync(Ask(change)));

    /// <summary>Waits for something that a server does when it notices.</summary>
    public static async Task UntilAsync(Func<bool> happened)
    {
        for (var patience = 0; !happened(); patience++)
        {
            Assert.True(patience < 6000, "it did not happen in a minute");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>Reads what a page is told; disposing of it hangs up.</summary>
internal sealed class Listener(HttpResponseMessage response) : IDisposable
{
    private readonly StreamReader lines = new(response.Content.ReadAsStream());

    public HttpResponseMessage Response => response;

    /// <summary>What is told next; null at the end.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        var line = await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return line is null ? null : JsonDocument.Parse(line).RootElement;
    }

    /// <summary>Reads on to the next of a kind.</summary>
    public async Task<JsonElement> NextAsync(string kind)
    {
        while (await NextAsync() is { } happened)
        {
            if (happened.GetProperty("kind").GetString() == kind)
            {
                return happened;
            }
        }

        throw new InvalidDataException($"the answer ended without {kind}");
    }

    public async Task<List<JsonElement>> AllAsync()
    {
        var all = new List<JsonElement>();
        while (await NextAsync() is { } happened)
        {
            all.Add(happened);
        }

        return all;
    }

    public void Dispose()
    {
        response.Dispose();
        lines.Dispose();
    }
}
