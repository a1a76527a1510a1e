using System.Text.Json;
using System.Text.RegularExpressions;
using ActorMQ.Hosting.Http;

namespace ActorMQ.Server.Tests.Contract;

/// <summary>A node's OpenAPI document, read for tests: what it promises, and whether JSON keeps the promise.</summary>
internal sealed class ContractDocument
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

    private readonly JsonElement root = JsonDocument.Parse(OpenApiRoutes.Document).RootElement;

    public JsonElement Schemas => root.GetProperty("components").GetProperty("schemas");

    /// <summary>Each operation, as method, path and what is said of it.</summary>
    public IEnumerable<(string Method, string Path, JsonElement Operation)> Operations =>
        from path in root.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        where Methods.Contains(method.Name)
        select (method.Name.ToUpperInvariant(), path.Name, method.Value);

    /// <summary>Each content with an example, as a name for people, the schema and the example.</summary>
    public IEnumerable<(string Where, JsonElement Schema, JsonElement Example)> Examples() => Examples(root, "");

    /// <summary>What a response of this operation may hold; null when nothing.</summary>
    public JsonElement? ContentOf(JsonElement operation, int status, string type)
    {
        JsonElement responses = operation.GetProperty("responses");
        Assert.True(responses.TryGetProperty($"{status}", out JsonElement response), $"{status}");
        response = Resolve(response);
        if (!response.TryGetProperty("content", out JsonElement content))
            return null;
        return content.TryGetProperty(type, out JsonElement found) ? found.GetProperty("schema") : null;
    }

    /// <summary>What of the value is not as the schema says; empty when all is.</summary>
    public IEnumerable<string> Differences(JsonElement schema, JsonElement value, string at = "$")
    {
        schema = Resolve(schema);
        string type = schema.GetProperty("type").GetString()!;
        if (!IsOf(type, value))
            return [$"{at} is {value.ValueKind} and no {type}"];
        return type switch
        {
            "object" => OfObject(schema, value, at),
            "array" => value.EnumerateArray().SelectMany(
                (one, i) => Differences(schema.GetProperty("items"), one, $"{at}[{i}]")),
            _ => OfValue(schema, value, at),
        };
    }

    public JsonElement Resolve(JsonElement element)
    {
        if (!element.TryGetProperty("$ref", out JsonElement reference))
            return element;
        JsonElement found = root;
        foreach (string step in reference.GetString()!.Split('/')[1..])
            found = found.GetProperty(step);
        return found;
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => false,
    };

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        if (!schema.TryGetProperty("properties", out JsonElement properties))
            yield break;
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _))
                    yield return $"{at} has no {name}";
            }
        }

        foreach (JsonProperty one in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(one.Name, out JsonElement expected))
                yield return $"{at}.{one.Name} is not in the schema";
            else
                foreach (string difference in Differences(expected, one.Value, $"{at}.{one.Name}"))
                    yield return difference;
        }
    }

    private static IEnumerable<string> OfValue(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("enum", out JsonElement words)
            && !words.EnumerateArray().Any(word => word.GetString() == value.GetString()))
            yield return $"{at} is {value}, which is none of {words}";
        if (schema.TryGetProperty("pattern", out JsonElement pattern)
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
            yield return $"{at} is {value}, which does not match {pattern}";
        if (schema.TryGetProperty("format", out JsonElement format) && format.GetString() == "date-time"
            && !value.TryGetDateTimeOffset(out _))
            yield return $"{at} is {value}, which is no time";
        if (schema.TryGetProperty("minimum", out JsonElement min) && value.GetInt64() < min.GetInt64())
            yield return $"{at} is {value}, below {min}";
        if (schema.TryGetProperty("maximum", out JsonElement max) && value.GetInt64() > max.GetInt64())
            yield return $"{at} is {value}, above {max}";
    }

    private static IEnumerable<(string Where, JsonElement Schema, JsonElement Example)> Examples(
        JsonElement element, string at)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        bool isOne = element.TryGetProperty("schema", out JsonElement schema)
            & element.TryGetProperty("example", out JsonElement example);
        IEnumerable<(string, JsonElement, JsonElement)> inner =
            element.EnumerateObject().SelectMany(one => Examples(one.Value, $"{at}/{one.Name}"));
        return isOne ? [(at, schema, example), .. inner] : inner;
    }
}
