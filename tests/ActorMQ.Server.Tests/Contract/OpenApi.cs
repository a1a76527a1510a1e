using System.Reflection;
using System.Text.Json;
using ActorMQ.Hosting;
using ActorMQ.Hosting.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorMQ.Server.Tests.Contract;

/// <summary>The OpenAPI document says what the admin API is: all of it, and nothing else.</summary>
public sealed class OpenApi
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly ContractDocument Document = new();

    [Fact]
    public async Task Every_route_is_in_the_document_and_the_reverse()
    {
        var options = new NodeOptions { Journal = JournalPlugin.Memory, RemotePort = 0, HttpPort = 0 };
        await using ActorMQNode node = await ActorMQNode.StartAsync(
            options, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(
            node.HttpRoutes.Select(static one => $"{one.Pattern} {one.Method}").Order(StringComparer.Ordinal),
            Document.Operations.Select(static one => $"{one.Path} {one.Method}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_type_that_is_written_as_JSON_has_a_schema_with_its_fields()
    {
        Type[] written = [.. typeof(AdminServer).Assembly.GetTypes().Where(IsWritten)];

        Assert.True(written.Length >= 13, $"{written.Length} types");
        foreach (Type type in written)
        {
            string name = type.Name[..^"Json".Length];
            Assert.True(Document.Schemas.TryGetProperty(name, out JsonElement schema), $"{name} has no schema.");
            Assert.Equal(
                type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    .Select(DescribedAs).Order(StringComparer.Ordinal),
                FieldsOf(schema).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_example_is_as_its_schema_says()
    {
        var examples = Document.Examples().ToList();

        Assert.True(examples.Count >= 15, $"{examples.Count} examples");
        foreach ((string where, JsonElement schema, JsonElement example) in examples)
            Assert.Empty(Document.Differences(schema, example).Select(one => $"{where}: {one}"));
    }

    [Fact]
    public void Every_operation_has_a_name_of_its_own_and_every_reference_leads_somewhere()
    {
        var names = Document.Operations
            .Select(static one => one.Operation.GetProperty("operationId").GetString()!).ToList();

        Assert.Equal(names.Distinct(), names);
        AssertResolves(JsonDocument.Parse(OpenApiRoutes.Document).RootElement);
    }

    private static void AssertResolves(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement one in element.EnumerateArray())
                AssertResolves(one);
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        Assert.Equal(JsonValueKind.Object, Document.Resolve(element).ValueKind);
        foreach (JsonProperty one in element.EnumerateObject())
            AssertResolves(one.Value);
    }

    private static bool IsWritten(Type type) =>
        type is { IsClass: true, Namespace: "ActorMQ.Hosting.Http" }
        && type.Name.EndsWith("Json", StringComparison.Ordinal)
        && type.GetMethod("<Clone>$") is not null;

    private static string DescribedAs(PropertyInfo property)
    {
        bool isOptional = Nullable.GetUnderlyingType(property.PropertyType) is not null
            || Nullability.Create(property).WriteState == NullabilityState.Nullable;
        string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        return $"{name}{(isOptional ? "?" : "")}: {KindOf(property.PropertyType)}";
    }

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(string) => "string",
        var one when one == typeof(int) => "integer int32",
        var one when one == typeof(long) => "integer int64",
        var one when one == typeof(bool) => "boolean",
        var one when one == typeof(DateTimeOffset) => "string date-time",
        { IsArray: true } list => $"list of {KindOf(list.GetElementType()!)}",
        var other => other.Name[..^"Json".Length],
    };

    private static IEnumerable<string> FieldsOf(JsonElement schema)
    {
        string[] required = schema.TryGetProperty("required", out JsonElement names)
            ? [.. names.EnumerateArray().Select(static name => name.GetString()!)]
            : [];
        return schema.GetProperty("properties").EnumerateObject().Select(field =>
            $"{field.Name}{(required.Contains(field.Name) ? "" : "?")}: {KindOf(field.Value)}");
    }

    private static string KindOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            return reference.GetString()!.Split('/')[^1];
        string type = schema.GetProperty("type").GetString()!;
        if (type == "array")
            return $"list of {KindOf(schema.GetProperty("items"))}";
        return schema.TryGetProperty("format", out JsonElement format) ? $"{type} {format.GetString()}" : type;
    }
}
