using ActorMQ.Broker;
using ActorMQ.Protocol.Wire;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>A refusal over HTTP, in the shape of RFC 9457 with our code and the next step.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code that the wire uses for the same refusal.</param>
/// <param name="Detail">What is wrong in this case: field, value, limit.</param>
/// <param name="NextStep">What the caller can do.</param>
/// <param name="Field">The field that is wrong; empty where none is.</param>
/// <param name="Limit">The limit that was passed; 0 where none was.</param>
internal readonly record struct AdminProblem(
    int Status, ErrorCode Code, string Detail, string NextStep, string Field = "", long Limit = 0)
{
    private static readonly AdminProblem BodyTooLarge = new(
        StatusCodes.Status413PayloadTooLarge, ErrorCode.TooLarge,
        $"The body is larger than {AdminLimits.BodyBytesMax} bytes.", "Send a smaller body.");

    /// <summary>A refusal of the broker; the one table from its codes to HTTP's.</summary>
    public static AdminProblem Of(in Problem problem) => new(
        problem.Code switch
        {
            ErrorCode.UnknownTopic or ErrorCode.UnknownPartition or ErrorCode.UnknownGroup =>
                StatusCodes.Status404NotFound,
            ErrorCode.TopicExists or ErrorCode.TooManyTopics or ErrorCode.TooManyGroups =>
                StatusCodes.Status409Conflict,
            ErrorCode.Overloaded or ErrorCode.ShuttingDown or ErrorCode.StoreUnavailable or ErrorCode.NotOwner =>
                StatusCodes.Status503ServiceUnavailable,
            ErrorCode.StorageFull or ErrorCode.StoreRejected => StatusCodes.Status507InsufficientStorage,
            ErrorCode.Internal or ErrorCode.DamagedRecords => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status400BadRequest,
        },
        problem.Code, problem.Message, problem.NextStep, problem.Field, problem.Limit);

    public static AdminProblem InvalidBody(string detail, string nextStep) =>
        new(StatusCodes.Status400BadRequest, ErrorCode.InvalidArgument, detail, nextStep);

    public static AdminProblem InvalidField(string field, string detail, string nextStep, long limit = 0) =>
        new(StatusCodes.Status400BadRequest, ErrorCode.InvalidArgument, detail, nextStep, field, limit);

    public static AdminProblem NotJson(string? contentType) => new(
        StatusCodes.Status415UnsupportedMediaType, ErrorCode.InvalidArgument,
        $"The body's content type is \"{Cut(contentType)}\".", "Send JSON with content-type application/json.");

    public static AdminProblem WrongHost(HttpRequest request) => new(
        StatusCodes.Status421MisdirectedRequest, ErrorCode.InvalidArgument,
        $"This node does not answer under the host name \"{Cut(request.Host.Host)}\".",
        "Use 127.0.0.1 or localhost, or add the name to actormq.http.allowed-hosts.");

    public static AdminProblem UnknownPath(HttpRequest request) => new(
        StatusCodes.Status404NotFound, ErrorCode.InvalidArgument,
        $"Nothing is at {request.Method} {Cut(request.Path)}.", "The topics are at /api/v1/topics.");

    public static AdminProblem MethodNotAllowed(HttpRequest request) => new(
        StatusCodes.Status405MethodNotAllowed, ErrorCode.InvalidArgument,
        $"{request.Method} is not possible at {Cut(request.Path)}.", "The Allow header lists what is.");

    /// <summary>A part of the node does not answer: it is being opened anew, or has too much to do.</summary>
    public static AdminProblem NotNow(Exception reason) => new(
        StatusCodes.Status503ServiceUnavailable, ErrorCode.StoreUnavailable, reason.Message, "Ask again later.");

    public static AdminProblem OfBadRequest(BadHttpRequestException bad) =>
        bad.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? BodyTooLarge
            : new AdminProblem(bad.StatusCode, ErrorCode.InvalidArgument, bad.Message, "Correct the request.");

    /// <summary>Answers the request with this problem.</summary>
    public Task WriteAsync(HttpContext context) => AdminJson.WriteAsync(
        context, Status, ToJson(), AdminJson.Readable.ProblemJson, "application/problem+json");

    /// <summary>The problem document.</summary>
    public ProblemJson ToJson()
    {
        string code = $"AMQ-{(int)Code:0000}";
        return new ProblemJson($"urn:actormq:error:{code}", Code.ToString(), Status, Detail, code, NextStep,
            Field.Length > 0 ? Field : null, Limit != 0 ? Limit : null);
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= 200 ? text : text[..200] + "...";
}
