using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>
/// Reads what the web server has answered: whole responses, refusals of the node as problem documents with a known code
/// and a next step, none of status 500.
/// </summary>
internal static class HttpAnswers
{
    /// <summary>Stands for the status of an answer that has no end.</summary>
    public const int EventStreamStatus = 0;

    private static readonly byte[] EventStream = "\r\nContent-Type: text/event-stream\r\n"u8.ToArray();

    // What the web server refuses before the node sees a request; it has no body.
    private static readonly int[] ServersOwn = [400, 405, 408, 411, 413, 414, 431, 501, 505];

    /// <summary>Whether the last answer goes on until the client goes away.</summary>
    public static bool IsEndless(ReadOnlySpan<byte> answers) => answers.IndexOf(EventStream) >= 0;

    /// <summary>The statuses in order.</summary>
    public static List<int> Read(byte[] answers)
    {
        var statuses = new List<int>();
        for (ReadOnlySpan<byte> rest = answers; !rest.IsEmpty;)
        {
            int headEnd = rest.IndexOf("\r\n\r\n"u8);
            Assert.True(headEnd > 0, "The head of a response does not end.");
            string[] head = Encoding.ASCII.GetString(rest[..headEnd]).Split("\r\n");
            rest = rest[(headEnd + 4)..];
            int status = int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture);
            if (status == 100)
                continue;
            if (head.Contains("Content-Type: text/event-stream"))
            {
                statuses.Add(EventStreamStatus);
                return statuses;
            }

            if (head.Contains("Content-Type: application/x-ndjson"))
            {
                rest = rest[LinesLength(head, rest)..];
                statuses.Add(status);
                continue;
            }

            int length = LengthOf(head);
            bool hasBody = length > 0 && rest.Length >= length && rest[0] is (byte)'{' or (byte)'[';
            if (hasBody)
                Check(status, head, rest[..length]);
            else
                Assert.True(status is 204 || length > 0 || ServersOwn.Contains(status), $"{status} says nothing.");
            rest = rest[(hasBody ? length : 0)..];
            statuses.Add(status);
        }

        return statuses;
    }

    // Chunks up to the empty one; to an older client, everything up to the end.
    private static int LinesLength(string[] head, ReadOnlySpan<byte> rest)
    {
        if (!head.Contains("Transfer-Encoding: chunked"))
            return rest.Length;
        ReadOnlySpan<byte> last = "0\r\n\r\n"u8;
        int at = rest.StartsWith(last) ? 0 : rest.IndexOf("\r\n0\r\n\r\n"u8) + 2;
        return at + last.Length;
    }

    private static int LengthOf(string[] head)
    {
        string? field = Array.Find(
            head, static line => line.StartsWith("Content-Length:", StringComparison.Ordinal));
        return field is null ? 0 : int.Parse(field["Content-Length:".Length..], CultureInfo.InvariantCulture);
    }

    private static void Check(int status, string[] head, ReadOnlySpan<byte> body)
    {
        using JsonDocument document = JsonDocument.Parse(body.ToArray());
        Assert.Contains("X-Content-Type-Options: nosniff", head);
        bool isHealth = document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("status", out JsonElement told)
            && told.ValueKind == JsonValueKind.String;
        if (status is 200 or 201 || isHealth)
            return;
        Assert.InRange(status, 400, 499);
        Assert.Contains("Content-Type: application/problem+json", head);
        string code = document.RootElement.GetProperty("code").GetString()!;
        Assert.True(Enum.IsDefined((ErrorCode)int.Parse(code.AsSpan(4), CultureInfo.InvariantCulture)), code);
        Assert.NotEmpty(document.RootElement.GetProperty("detail").GetString()!);
        Assert.NotEmpty(document.RootElement.GetProperty("nextStep").GetString()!);
    }
}
