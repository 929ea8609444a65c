using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MinImagen.Cli.Play;

/// <summary>Answers that are not pictures.</summary>
internal static class Answer
{
    /// <summary>Refuses a request, in the form in which a page is told that there is no picture.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return JsonAsync<DrawEvent>(context, new DrawEvent.Failed(why));
    }

    /// <summary>Answers with a JSON object.</summary>
    public static Task JsonAsync<T>(HttpContext context, T value) =>
        BytesAsync(context, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(value, DrawRequest.Format));

    /// <summary>Answers with bytes.</summary>
    public static Task BytesAsync(HttpContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
