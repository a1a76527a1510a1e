using Spectre.Console;

namespace ActorMQ.Cmd.Output;

/// <summary>A small table: column heads and rows of text.</summary>
/// <remarks>A head that begins with '#' makes a column of numbers: aligned to the right.</remarks>
internal sealed class Columns(params string[] heads)
{
    private const string Gap = "  ";

    // The least width that the widest column of a table may be given.
    private const int FoldedMin = 16;
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add([.. cells.Select(PrintableText.Of)]);

    /// <summary>With lines on a screen that is wide enough; aligned plain text elsewhere.</summary>
    public void WriteTo(Terminal terminal)
    {
        int[] widths = [.. heads.Select((head, i) => Math.Max(Title(head).Length, WidestCell(i)))];
        int widest = Array.IndexOf(widths, widths.Max());
        int linesWidth = 3 * heads.Length + 1;
        if (terminal.IsScreen
            && linesWidth + widths.Sum() - widths[widest] + Math.Min(widths[widest], FoldedMin) <= terminal.Width)
            terminal.Screen().Write(Drawn(widest));
        else
            WritePlain(terminal.Out, widths);
    }

    // Only the widest column is folded: a table of single letters is of no use.
    private Table Drawn(int folded)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        for (int i = 0; i < heads.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(Title(heads[i]))) { NoWrap = i != folded };
            table.AddColumn(IsNumber(heads[i]) ? column.RightAligned() : column);
        }
        foreach (string[] row in rows)
            table.AddRow(row.Select(static cell => new Text(cell)));
        return table;
    }

    private void WritePlain(TextWriter output, int[] widths)
    {
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
