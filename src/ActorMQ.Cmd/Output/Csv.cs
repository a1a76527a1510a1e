using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActorMQ.Cmd.Output;

/// <summary>Writes what JSON would say as rows: its fields are the columns, by the names they have there.</summary>
/// <remarks>
/// A field inside of another has both names with a dot between them. Of a list, or of an object with a list in it, each
/// entry is a row, which begins with what is said of all of them; a list that is not told has no columns. Headers are
/// one cell. The first row that is written decides about the columns.
/// </remarks>
internal sealed class Csv(TextWriter output)
{
    private const string HeadersName = "headers";
    private string[]? heads;

    /// <summary>Writes the rows of an answer; the first time behind the names of the columns.</summary>
    public void Write<T>(T answer, JsonTypeInfo<T> type)
    {
        IReadOnlyList<Row> rows = RowsOf(Row.Empty, "", answer, type);
        if (heads is null)
        {
            Row first = rows is [{ } one, ..] ? one : Cells(Row.Empty, "", null, ElementOf(type), []);
            heads = [.. first.Cells.Select(static cell => cell.Head)];
            WriteLine(heads);
        }

        foreach (Row row in rows)
            WriteLine(heads.Select(row.TextOf));
    }

    private void WriteLine(IEnumerable<string> cells) => output.WriteLine(string.Join(',', cells.Select(Quoted)));

    // Behind what is said already.
    private static IReadOnlyList<Row> RowsOf(Row before, string prefix, object? value, JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable)
            return [.. Entries(value).SelectMany(entry => RowsOf(before, prefix, entry, ElementOf(type)))];
        var lists = new List<(string Prefix, object Value, JsonTypeInfo Type)>();
        IReadOnlyList<Row> rows = [Cells(before, prefix, value, type, lists)];
        foreach ((string name, object list, JsonTypeInfo of) in lists)
            rows = [.. rows.SelectMany(row => Spread(row, name, list, of))];
        return rows;
    }

    // What an empty list would have told is left empty.
    private static IReadOnlyList<Row> Spread(Row row, string prefix, object list, JsonTypeInfo type) =>
        RowsOf(row, prefix, list, type) is { Count: > 0 } rows ? rows : RowsOf(row, prefix, null, ElementOf(type));

    private static Row Cells(
        Row before, string prefix, object? value, JsonTypeInfo type, List<(string, object, JsonTypeInfo)> lists)
    {
        Row row = before;
        foreach (JsonPropertyInfo field in type.Properties.Where(static one => one.Get is not null))
        {
            string name = prefix + field.Name;
            object? inner = value is null ? null : field.Get!(value);
            JsonTypeInfo innerType = type.Options.GetTypeInfo(field.PropertyType);
            if (innerType.Kind == JsonTypeInfoKind.Object)
                row = Cells(row, $"{name}.", inner, innerType, lists);
            else if (innerType.Kind == JsonTypeInfoKind.None || field.Name == HeadersName)
                row = row.With(name, TextOf(inner, innerType));
            else if (inner is not null)
                lists.Add(($"{name}.", inner, innerType));
        }

        return row;
    }

    private static string TextOf(object? value, JsonTypeInfo type)
    {
        if (value is null)
            return "";
        JsonElement json = JsonSerializer.SerializeToElement(value, type);
        return json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
    }

    private static IEnumerable<object?> Entries(object? list) =>
        list is IEnumerable entries ? entries.Cast<object?>() : [];

    private static JsonTypeInfo ElementOf(JsonTypeInfo type) =>
        type.ElementType is { } element ? type.Options.GetTypeInfo(element) : type;

    private static string Quoted(string cell)
    {
        string text = PrintableText.Of(cell);
        return text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }

    /// <summary>The cells of a row so far, each with the name of its column.</summary>
    private sealed record Row(IReadOnlyList<(string Head, string Text)> Cells)
    {
        public static Row Empty { get; } = new([]);

        public Row With(string head, string text) => new([.. Cells, (head, text)]);

        public string TextOf(string head) => Cells.FirstOrDefault(cell => cell.Head == head).Text ?? "";
    }
}
