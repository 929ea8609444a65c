using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace MinImagen.Cli.Play;

/// <summary>
/// Answers a request for a picture with what happens, a JSON object a line as it happens. Whoever hangs up gives up the picture
/// or the place in the queue: that is how a page cancels.
/// </summary>
/// <param name="studio">Who draws.</param>
/// <param name="queue">Whose turn it is.</param>
/// <param name="stopping">Cancelled when the server ends.</param>
internal sealed class DrawEndpoint(Studio studio, TurnQueue queue, CancellationToken stopping)
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var (request, problem, status) = await ReadAsync(context);
        if (request is null)
        {
            await Answer.RefuseAsync(context, status, problem);
            return;
        }

        using var turn = queue.TryEnter();
        if (turn is null)
        {
            await Answer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"{PlayLimits.WaitingPages} pages are waiting already: try again in a while.");
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        await foreach (var ahead in turn.Ahead(stop.Token))
        {
            if (ahead > 0)
            {
                await SendAsync(context, new DrawEvent.Waiting(ahead), stop.Token);
            }
        }

        if (studio.World.WordAbout(request.Caption) is { } word)
        {
            await SendAsync(context, new DrawEvent.Word(word), stop.Token);
        }

        await DrawAsync(context, request, stop);
    }

    /// <summary>Passes on what the drawing thread tells, and does not give the turn away before that has ended.</summary>
    private async Task DrawAsync(HttpContext context, DrawRequest request, CancellationTokenSource stop)
    {
        // Dropping the oldest, a page that reads slowly misses steps, holds up nobody, and is told the end.
        var events = Channel.CreateBounded<DrawEvent>(new BoundedChannelOptions(PlayLimits.UnreadEvents) { FullMode = BoundedChannelFullMode.DropOldest });
        var drawing = Task.Factory.StartNew(
            () => Draw(request, events.Writer, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(stop.Token))
            {
                await SendAsync(context, happened, stop.Token);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await drawing;
        }
    }

    private void Draw(DrawRequest request, ChannelWriter<DrawEvent> events, CancellationToken cancellation)
    {
        try
        {
            studio.Draw(request, happened => events.TryWrite(happened), cancellation);
        }
        catch (OperationCanceledException)
        {
            // Nobody is there to be told.
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"minimagen: a picture failed: {failure.Message}");
            events.TryWrite(new DrawEvent.Failed("Something went wrong while drawing; the terminal says what."));
        }
        finally
        {
            events.Complete();
        }
    }

    private async Task<(DrawRequest? Request, string Problem, int Status)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, "Send JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var request = await JsonSerializer.DeserializeAsync<DrawRequest>(context.Request.Body, DrawRequest.Format, context.RequestAborted);
            var problem = request is null ? "Nothing was asked for." : request.Problem(studio.World);
            return problem is null ? (request, "", StatusCodes.Status200OK) : (null, problem, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException refused)
        {
            return (null, $"That was too much or too slow: a request has at most {PlayLimits.BodyBytes} bytes.", refused.StatusCode);
        }
        catch (JsonException)
        {
            return (null, "That is not the JSON of a request.", StatusCodes.Status400BadRequest);
        }
    }

    private static async Task SendAsync(HttpContext context, DrawEvent happened, CancellationToken cancellation)
    {
        var body = context.Response.Body;
        await body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(happened, DrawRequest.Format), cancellation);
        await body.WriteAsync(LineEnd, cancellation);
        await body.FlushAsync(cancellation);
    }
}
