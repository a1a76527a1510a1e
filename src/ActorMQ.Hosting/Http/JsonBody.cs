using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ActorMQ.Hosting.Http;

/// <summary>Reads the bodies of requests by hand, field by field, so that each error names its field.</summary>
internal static class JsonBody
{
    private const int ShownCharsMax = 100;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = AdminLimits.JsonDepthMax,
        CommentHandling = JsonCommentHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>The body's bytes; a content type that is not JSON is a problem.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, AdminProblem? Problem)> TakeAsync(HttpContext context)
    {
        if (!IsJson(context.Request))
            return (default, AdminProblem.NotJson(context.Request.ContentType));
        var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // The web server finds most bad bodies bad, but not one whose chunk has a length that no number holds.
            throw new BadHttpRequestException($"The body cannot be read: {broken.Message}", broken);
        }
        return (body.GetBuffer().AsMemory(0, (int)body.Length), null);
    }

    /// <summary>Reads the fields of a body that is one object.</summary>
    /// <returns>Null when all were read; otherwise what is wrong with the first that was not.</returns>
    public static AdminProblem? Read<T>(ReadOnlyMemory<byte> body, ref T request, JsonFieldReader<T> readField)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ReadFields(document.RootElement, ref request, readField)
                : AdminProblem.InvalidBody(
                    $"The body is {Named(document.RootElement)}, not an object.", "Send one object.");
        }
        catch (JsonException broken)
        {
            return AdminProblem.InvalidBody(
                $"The body is not JSON that this node reads: {broken.Message}",
                $"Send one object, at most {AdminLimits.JsonDepthMax} levels deep, with each field once.");
        }
        catch (InvalidOperationException)
        {
            // The kind of each value is looked at before it is read: what is left is text that is none.
            return AdminProblem.InvalidBody(
                "A text of the body is not Unicode: bytes that are no UTF-8, or half of a surrogate pair.",
                "Send JSON in UTF-8.");
        }
    }

    /// <summary>Reads the fields of an object in a body, which is the field or an entry of it.</summary>
    public static AdminProblem? ReadObject<T>(
        string name, JsonElement value, ref T request, JsonFieldReader<T> readField) =>
        value.ValueKind == JsonValueKind.Object
            ? ReadFields(value, ref request, readField)
            : AdminProblem.InvalidField(name, $"The field {name} has {Named(value)}.", "Give an object.");

    public static AdminProblem? ReadText(JsonProperty field, ref string text)
    {
        if (field.Value.ValueKind != JsonValueKind.String)
            return AdminProblem.InvalidField(
                field.Name, $"The field {field.Name} is {Named(field.Value)}.", "Give a string.");
        text = field.Value.GetString()!;
        return null;
    }

    public static AdminProblem? ReadNumber(JsonProperty field, ref long number) =>
        field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt64(out number)
            ? null
            : NoNumber(field);

    public static AdminProblem? ReadNumber(JsonProperty field, ref int number) =>
        field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt32(out number)
            ? null
            : NoNumber(field);

    public static AdminProblem UnknownField(JsonProperty field, string known) => AdminProblem.InvalidBody(
        $"The field {JsonEncodedText.Encode(Cut(field.Name))} is unknown.", $"The fields are {known}.");

    private static AdminProblem? ReadFields<T>(JsonElement root, ref T request, JsonFieldReader<T> readField)
    {
        foreach (JsonProperty field in root.EnumerateObject())
        {
            if (readField(field, ref request) is { } problem)
                return problem;
        }
        return null;
    }

    private static AdminProblem NoNumber(JsonProperty field) => AdminProblem.InvalidField(
        field.Name, $"The field {field.Name} is {Named(field.Value)}.", "Give a whole number within its limits.");

    private static bool IsJson(HttpRequest request) =>
        request.ContentType is { } type
        && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    // Not in the middle of a surrogate pair.
    private static string Cut(string name)
    {
        if (name.Length <= ShownCharsMax)
            return name;
        return name[..(char.IsHighSurrogate(name[ShownCharsMax - 1]) ? ShownCharsMax - 1 : ShownCharsMax)];
    }

    private static string Named(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number that does not fit",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
