using System.Text;
using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Http;

/// <summary>Makes bodies of requests: JSON of the right shape, of a wrong one, and what is no JSON.</summary>
internal sealed class BodyMaker(SeededRandom random)
{
    private static readonly string[] Values =
    [
        "1", "8", "0", "-1", "1024", "1025", "2147483647", "2147483648", "1e2", "1.5", "1e400", "-0", "00", "NaN",
        "true", "null", "\"\"", "\"queue\"", "\"log\"", "\"QUEUE\"", "\"stack\"", "[]", "{}", "[[1]]", "\"8\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\/b\"", "\"\\x\"", "'orders'", "\"ä\"", "\"\\ud83d\\ude00\"",
        "\"a\nb\"", "1e-400", "\"..\"", "\"<img src=x onerror=alert(1)>\"", "\"\u202eabc\"",
        "\"orders\"", "\"dlq.orders.billing\"",
    ];

    private static readonly string[] Numbers =
    [
        "purgeAfterMs", "retentionMs", "retentionBytes", "ackWaitMs", "attemptLimit", "backoffMinMs", "backoffMaxMs",
        "backoffFactor", "jitterPercent", "deadLetter",
    ];

    private static readonly string[] Fields =
    [
        "name", "partitions", "kind", "deadLetter", "policy", "Name", "", "owner",
        "\\u006eame", "\\ud800", "name\\u0000", "__proto__", "$type",
        new('f', 300), new string('f', 99) + "\\ud83d\\ude00",
    ];

    /// <summary>The next body, mostly such as this path takes.</summary>
    public byte[] Make(string path)
    {
        byte[] body = Encoding.UTF8.GetBytes(Text(random.Next(16) == 0 ? "" : path));
        return random.Next(8) == 0 ? Havoc.Change(random, body, body) : body;
    }

    private string Text(string path) => random.Next(16) switch
    {
        0 => Value(),
        1 => new string('[', random.Next(1, 70)) + new string(']', random.Next(1, 70)),
        2 => Nested(random.Next(1, 70)),
        3 => new string(' ', random.Next(4) == 0 ? 70_000 : random.Next(100)) + Topic(),
        _ => path.EndsWith("/topics", default) ? Topic()
            : path.Contains("/dead-letters", default) ? Selection()
            : Settings(),
    };

    /// <summary>Settings of a topic or the policy of a group, from a few fields.</summary>
    private string Settings()
    {
        int first = random.Next(2) == 0 ? 0 : 3;
        int end = first == 0 ? 3 : Numbers.Length;
        var fields = new List<string>();
        for (int left = random.Next(4); left > 0; left--)
            fields.Add($"\"{Numbers[random.Next(first, end)]}\": {(random.Next(2) == 0 ? Value() : $"{Number()}")}");
        return Object(fields);
    }

    /// <summary>Which dead letters are meant.</summary>
    private string Selection()
    {
        var fields = new List<string>
        {
            random.Next(5) switch
            {
                0 => "\"all\": true",
                1 => $"\"all\": {Value()}",
                2 => $"\"filter\": {{\"reason\": {Value()}, \"minAttempts\": {Number()}}}",
                3 => $"\"filter\": {{\"cause\": {Value()}, \"key\": {Value()}, \"toUnixMs\": {Value()}}}",
                _ => $"\"offsets\": [{{\"partition\": {Number()}, \"offset\": {Value()}}}]",
            },
        };
        if (random.Next(3) == 0)
            fields.Add($"\"rate\": {(random.Next(2) == 0 ? Value() : $"{Number()}")}");
        return Object(fields);
    }

    private string Topic()
    {
        var fields = new List<string> { $"\"name\": {Name()}" };
        if (random.Next(2) == 0)
            fields.Add($"\"partitions\": {(random.Next(3) == 0 ? Value() : $"{random.Next(1, 5)}")}");
        if (random.Next(2) == 0)
            fields.Add($"\"kind\": {(random.Next(2) == 0 ? Value() : "\"log\"")}");
        return Object(fields);
    }

    private string Object(List<string> fields)
    {
        if (random.Next(4) == 0)
            fields.Insert(random.Next(fields.Count + 1), $"\"{Fields[random.Next(Fields.Length)]}\": {Value()}");
        if (fields.Count > 0 && random.Next(10) == 0)
            fields.RemoveAt(0);
        string comma = random.Next(20) == 0 ? ",," : ", ";
        string end = random.Next(20) == 0 ? ",}" : "}";
        return "{" + string.Join(comma, fields) + end + (random.Next(20) == 0 ? " x" : "");
    }

    private long Number() => random.Next(4) switch
    {
        0 => random.Next(300),
        1 => 1_000 + random.Next(100_000),
        2 => 1L << random.Next(63),
        _ => -random.Next(10),
    };

    private string Name() => random.Next(3) == 0 ? Value() : $"\"t{random.Next(4)}\"";

    private string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"name\":", depth)) + Value()
        + new string('}', depth);

    private string Value() => random.Next(20) == 0
        ? $"\"{new string('v', random.Next(1, 300))}\""
        : Values[random.Next(Values.Length)];
}
