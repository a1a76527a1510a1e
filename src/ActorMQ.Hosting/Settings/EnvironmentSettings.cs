using System.Collections;

namespace ActorMQ.Hosting.Settings;

/// <summary>Reads <c>ACTORMQ__A__B_C</c> from the environment as <c>actormq.a.b-c</c>.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "ACTORMQ__";

    public static IEnumerable<KeyValuePair<string, string?>> Read(IDictionary environment) =>
        from DictionaryEntry entry in environment
        let name = (string)entry.Key
        where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        select KeyValuePair.Create(KeyOf(name), (string?)entry.Value);

    private static string KeyOf(string name) =>
        name.Replace("__", ":", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant();
}
