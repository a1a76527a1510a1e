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

    private static readonly string[] Paths =
    [
        "/api/v1/topics", "/api/v1/topics/", "/api/v1/topics/{}", "/api/v1/topics/{}/", "/api/v1/topics/{}/partitions",
        "/health/live", "/health/ready", "/", "/api", "*", "http://localhost/api/v1/topics", "//api/v1/topics",
        "/api/v1/../v1/topics/{}", "/api/v1/topics/..%2f..%2fetc", "/api/v1/topics/%00", "/api/v1/topics?{}",
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
        bool creates = random.Next(2) == 0;
        string method = random.Next(4) == 0 ? Pick(Methods) : creates ? "POST" : Methods[random.Next(3)];
        string path = creates && random.Next(6) != 0 ? Paths[0] : Pick(Paths);
        byte[] body = creates || random.Next(6) == 0 ? bodies.Make() : [];
        var head = new StringBuilder($"{method} {path.Replace("{}", Name(), StringComparison.Ordinal)} ");
        head.Append(random.Next(30) == 0 ? "HTTP/9.9" : random.Next(30) == 0 ? "HTTP/1.0" : "HTTP/1.1").Append("\r\n");
        if (random.Next(20) != 0)
            head.Append("Host: 127.0.0.1:8558\r\n");
        if (random.Next(3) == 0)
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

    private string Name() => random.Next(3) switch
    {
        0 => Pick(Names),
        1 => Pick(Names) + Pick(Names),
        _ => $"t{random.Next(40)}",
    };

    private string Pick(string[] among) => among[random.Next(among.Length)];
}
