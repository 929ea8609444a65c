using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using MinImagen.Cli.Terminal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MinImagen.Cli.Play;

/// <summary>The playground's web server. It listens on this machine's own address only, and reads no settings but its arguments.</summary>
internal sealed class PlayServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication application;
    private readonly Studio studio;
    private readonly DrawEndpoint drawing;

    private PlayServer(Studio studio, int port)
    {
        // Empty: no file of settings and no environment variable can open it to the world.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, port));
        builder.Services.AddRateLimiter(Limit);
        builder.Services.AddSingleton<IHostLifetime, OurLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Patience);
        application = builder.Build();
        application.Use(RequestGuard.InvokeAsync);
        application.UseRateLimiter();
        application.Run(AnswerAsync);

        this.studio = studio;
        Queue = new TurnQueue(PlayLimits.WaitingPages);
        drawing = new DrawEndpoint(studio, Queue, application.Lifetime.ApplicationStopping);
    }

    /// <summary>Where it is, such as <c>http://127.0.0.1:5230</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Who draws and who waits.</summary>
    internal TurnQueue Queue { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="studio">Who draws; disposed with the server, once it has started.</param>
    /// <param name="port">The port, 0 for any that is free.</param>
    /// <exception cref="CommandException">The port is taken, or not ours to take.</exception>
    public static async Task<PlayServer> StartAsync(Studio studio, int port)
    {
        var server = new PlayServer(studio, port);
        try
        {
            await server.application.StartAsync();
            server.Address = server.application.Urls.Single();
            return server;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await server.application.DisposeAsync();
            throw new CommandException($"port {port} is taken, perhaps by another playground: choose another with --port, or --port 0 for any that is free", inner: taken);
        }
        catch (SocketException refused)
        {
            await server.application.DisposeAsync();
            throw new CommandException($"port {port} cannot be opened ({refused.Message}): choose another with --port, or --port 0 for any that is free", inner: refused);
        }
    }

    /// <summary>Stops what is being drawn, hangs up, and frees the model.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        studio.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = PlayLimits.BodyBytes;
        kestrel.Limits.MaxConcurrentConnections = PlayLimits.Connections;
        kestrel.Limits.RequestHeadersTimeout = Patience;
    }

    private static void Limit(RateLimiterOptions limits)
    {
        static TokenBucketRateLimiterOptions Bucket(int burst, int aSecond) => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = aSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        };

        // Everybody is this machine: what counts is whether a picture is asked for.
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(context => RateLimitPartition.GetTokenBucketLimiter(
            HttpMethods.IsPost(context.Request.Method),
            isDraw => isDraw ? Bucket(PlayLimits.DrawBurst, PlayLimits.DrawsASecond) : Bucket(PlayLimits.PageBurst, PlayLimits.PagesASecond)));
        limits.OnRejected = (rejected, _) =>
            new ValueTask(Answer.RefuseAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "That is faster than pictures can be drawn: wait a second."));
    }

    private Task AnswerAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        return (method, path) switch
        {
            ("GET", "/world") => Answer.JsonAsync(context, studio.World),
            ("GET", _) when PageFiles.Find(path) is { } file => Answer.BytesAsync(context, file.Type, file.Content),
            ("POST", "/draw") => drawing.AnswerAsync(context),
            _ => Answer.RefuseAsync(context, StatusCodes.Status404NotFound, "There is nothing here."),
        };
    }

    /// <summary>Leaves signals to the command line.</summary>
    private sealed class OurLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
