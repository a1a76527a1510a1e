using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorMQ.Hosting.Http;

/// <summary>What this port can do, as an OpenAPI document.</summary>
internal static class OpenApiRoutes
{
    /// <summary>The document, <c>openapi.json</c> beside this file.</summary>
    public static byte[] Document { get; } = Read();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/openapi.json", WriteAsync);

    private static async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Document.Length;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(Document, context.RequestAborted);
    }

    private static byte[] Read()
    {
        using Stream stream = typeof(OpenApiRoutes).Assembly.GetManifestResourceStream("openapi.json")!;
        byte[] document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    }
}
