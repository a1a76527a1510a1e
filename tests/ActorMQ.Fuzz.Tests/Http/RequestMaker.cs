using System.Text;
using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>
/// Makes the bytes of one connection to the admin API: one to three requests, most of them a little wrong.
/// </summary>
internal sealed class RequestMaker(SeededRandom random)
{
    private static readonly string[] Methods =
        ["GET", "POST", "DELETE", "HEAD", "PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PRI", "G\0T", ""];

    private const string Topics = "/api/v1/topics";
    private const string DeadLetters = Topics + "/{}/groups/{}/dead-letters";

    // What there is, and what it is for.
    private static readonly (string Method, string Path)[] Routes =
    [
        ("GET", Topics), ("POST", Topics), ("POST", Topics), ("POST", Topics),
        ("GET", Topics + "/{}"), ("PATCH", Topics + "/{}"), ("DELETE", Topics + "/{}"), ("GET", Topics + "/{}/groups"),
        ("GET", Topics + "/{}/groups/{}"), ("PUT", Topics + "/{}/groups/{}"), ("PUT", Topics + "/{}/groups/{}"),
        ("DELETE", Topics + "/{}/groups/{}"), ("GET", Topics + "/{}/messages"), ("GET", Topics + "/{}/tail"),
        ("GET", DeadLetters), ("DELETE", DeadLetters), ("GET", DeadLetters + "/export"),
        ("POST", DeadLetters + "/redrive"), ("GET", "/openapi.json"), ("GET", "/health/live"), ("GET", "/health/ready"),
    ];

    private static readonly string[] StrangePaths =
    [
        Topics + "/", Topics + "/{}/", Topics + "/{}/partitions", Topics + "//{}", Topics + "/{}/groups/{}/{}",
        "/", "/api", "*", "http://localhost" + Topics, "/" + Topics, "/api/v1/../v1/topics/{}", "/API/V1/TOPICS",
        Topics + "/..%2f..%2fetc", Topics + "/%00", Topics + "/{}/../{}", Topics + "/{}%2fgroups", "/openapi.json/",
        Topics + "/{}/messages/../tail", "/health/ready?{}", "/health/%6cive", "/health/live#{}", "/openapi.json%00",
    ];

    private static readonly string[] Parameters =
    [
        "limit", "after", "partition", "offset", "last", "from", "cursor", "reason", "minAttempts", "toUnixMs", "key",
        "Limit", "ofset", "", "limit%00", "%6cimit",
    ];

    private static readonly string[] Arguments =
    [
        "", "0", "1", "2", "100", "101", "1000", "-1", "+1", "1.5", "0x1", "9223372036854775807", "9223372036854775808",
        "2147483648", "NaN", "%30", "1%00", "0:0", "1:9223372036854775807", ":", "0:", "-1:0", "9999999999:1",
        "2026-01-31T12:00:00Z", "2026-01-31T12:00:00+02:00", "2026-13-31T12:00:00Z", "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00Z", "1&limit=2", "=", "[]", "\"", "%ff", "%F0%9F%98%80", new('9', 3_000),
    ];

    private static readonly string[] Names =
    [
        "orders", "billing", "a", "dlq.orders.billing", "..", ".", "%2e%2e", "%", "%zz", "a b", "ä",
        "%F0%9F%98%80", "%ff", "%ED%A0%80", "'", "<script>", "%0d%0aX: y", "null", "-", "_",
        new('x', 127), new('x', 128), new('y', 9_000),
    ];

    private static readonly string[] Headers =
    [
        "Host: evil.example", "Host:", "Host: localhost:99999", "Content-Length: 5", "Content-Length: -1",
        "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked, identity",
        "Expect: 100-continue", "Connection: close", "Connection: upgrade", "Upgrade: websocket", "X-A: \u0001",
        "X A: 1", " folded", ": empty", "Content-Type: text/plain", "Content-Type: application/json; charset=utf-7",
        "Content-Type:",
        "Cookie: " + new string('c', 9_000), "Content-Encoding: gzip", "Range: bytes=0-1", "Accept: text/html",
        "Last-Event-ID: 0", "Last-Event-ID: -.5",
        "Last-Event-ID: 1..", "Last-Event-ID: 9223372036854775807", "Last-Event-ID: " + new string('.', 9_000),
    ];

    private readonly BodyMaker bodies = new(random);

    /// <summary>The next input.</summary>
    public byte[] Make()
    {
        var input = new List<byte>();
        for (int left = random.Next(5) == 0 ? random.Next(2, 4) : 1; left > 0; left--)
            input.AddRange(Request());
        byte[] bytes = [.. input];
        return random.Next(6) switch
        {
            0 => Havoc.Change(random, bytes, bytes),
            1 when random.Next(3) == 0 => bytes[..random.Next(bytes.Length)],
            _ => bytes,
        };
    }

    private byte[] Request()
    {
        (string method, string path) = Routes[random.Next(Routes.Length)];
        if (random.Next(10) == 0)
            method = Pick(Methods);
        if (random.Next(10) == 0)
            path = Pick(StrangePaths);
        bool hasBody = method is "POST" or "PUT" or "PATCH" || path == DeadLetters;
        byte[] body = hasBody || random.Next(10) == 0 ? bodies.Make(path) : [];
        var head = new StringBuilder($"{method} {Named(path)}{Query()} ");
        head.Append(random.Next(30) == 0 ? "HTTP/9.9" : random.Next(30) == 0 ? "HTTP/1.0" : "HTTP/1.1").Append("\r\n");
        if (random.Next(20) != 0)
            head.Append("Host: 127.0.0.1:8558\r\n");
        if (random.Next(5) == 0)
            head.Append(Pick(Headers)).Append(random.Next(10) == 0 ? "\n" : "\r\n");
        if (body.Length != 0 && random.Next(20) != 0)
            head.Append("Content-Type: application/json\r\n");
        body = Framed(body, head);
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    private byte[] Framed(byte[] body, StringBuilder head)
    {
        if (body.Length == 0)
            return body;
        if (random.Next(5) != 0)
        {
            int lie = random.Next(12) == 0 ? random.Next(-3, 4) : 0;
            head.Append("Content-Length: ").Append(body.Length + lie).Append("\r\n");
            return body;
        }

        head.Append("Transfer-Encoding: chunked\r\n");
        byte[] size = Encoding.ASCII.GetBytes(random.Next(10) == 0 ? "7fffffff" : $"{body.Length:x}");
        string line = random.Next(8) switch { 0 => "\n", 1 => ";a=b\r\n", 2 => "\r\n\r\n", _ => "\r\n" };
        byte[] end = random.Next(6) == 0 ? [] : [.. "0\r\n\r\n"u8];
        return [.. size, .. Encoding.ASCII.GetBytes(line), .. body, .. "\r\n"u8, .. end];
    }

    private string Named(string path)
    {
        string[] parts = path.Split("{}");
        var named = new StringBuilder(parts[0]);
        foreach (string part in parts.AsSpan(1))
            named.Append(Name()).Append(part);
        return named.ToString();
    }

    private string Query()
    {
        if (random.Next(4) != 0)
            return "";
        var query = new StringBuilder("?");
        for (int left = random.Next(1, 4); left > 0; left--)
            query.Append(Pick(Parameters)).Append('=').Append(Pick(Arguments)).Append('&');
        return query.ToString(0, query.Length - random.Next(2));
    }

    private string Name() => random.Next(9) switch
    {
        0 => Pick(Names),
        1 => Pick(Names) + Pick(Names),
        _ => $"t{random.Next(4)}",
    };

    private string Pick(string[] among) => among[random.Next(among.Length)];
}
