using Spectre.Console;

namespace ActorMQ.Cmd.Output;

/// <summary>A small table: column heads and rows of text.</summary>
/// <remarks>A head that begins with '#' makes a column of numbers: aligned to the right.</remarks>
internal sealed class Columns(params string[] heads)
{
    private const string Gap = "  ";
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add([.. cells.Select(PrintableText.Of)]);

    /// <summary>As CSV when that was asked for; with lines on a screen, aligned plain text elsewhere.</summary>
    public void WriteTo(Terminal terminal)
    {
        if (terminal.IsCsv)
            WriteCsv(terminal.Out);
        else if (terminal.IsScreen)
            terminal.Screen().Write(Drawn());
        else
            WritePlain(terminal.Out);
    }

    private Table Drawn()
    {
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string head in heads)
        {
            var column = new TableColumn(Markup.Escape(Title(head)));
            table.AddColumn(IsNumber(head) ? column.RightAligned() : column);
        }
        foreach (string[] row in rows)
            table.AddRow(row.Select(static cell => new Text(cell)));
        return table;
    }

    private void WriteCsv(TextWriter output)
    {
        output.WriteLine(string.Join(',', heads.Select(static head => Quoted(Title(head)))));
        foreach (string[] row in rows)
            output.WriteLine(string.Join(',', row.Select(Quoted)));
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(',', '"') ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private void WritePlain(TextWriter output)
    {
        int[] widths = [.. heads.Select((head, i) => Math.Max(Title(head).Length, WidestCell(i)))];
        output.WriteLine(Line([.. heads.Select(Title)], widths));
        foreach (string[] row in rows)
            output.WriteLine(Line(row, widths));
    }

    private int WidestCell(int column) => rows.Select(row => row[column].Length).DefaultIfEmpty().Max();

    private string Line(string[] cells, int[] widths)
    {
        IEnumerable<string> padded = cells.Select(
            (cell, i) => IsNumber(heads[i]) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        return string.Join(Gap, padded).TrimEnd();
    }

    private static bool IsNumber(string head) => head[0] == '#';

    private static string Title(string head) => head.TrimStart('#');
}
