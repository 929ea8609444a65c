using Microsoft.AspNetCore.Http;

namespace MinImagen.Cli.Play;

/// <summary>
/// Lets only the playground's own page in. A name that an attacker points at 127.0.0.1 (DNS rebinding) is told by the Host header,
/// another site's script that posts here by the Origin header; and what is answered may load nothing from elsewhere.
/// </summary>
internal static class RequestGuard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy", Policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ];

    /// <summary>Passes a request on, or refuses it.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers[name] = value;
        }

        var (request, port) = (context.Request, context.Connection.LocalPort);
        var host = request.Headers.Host.ToString();
        if (host != $"127.0.0.1:{port}" && host != $"localhost:{port}" && !(port == 80 && host is "127.0.0.1" or "localhost"))
        {
            return Answer.RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, $"This is http://127.0.0.1:{port}, and known by no other name.");
        }

        return HttpMethods.IsPost(request.Method) && request.Headers.Origin != $"http://{host}"
            ? Answer.RefuseAsync(context, StatusCodes.Status403Forbidden, "Only the playground's own page may ask for pictures.")
            : next(context);
    }
}
