using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>Tables on screens of all widths: one column is folded, or there are no lines around it.</summary>
public sealed class Screens
{
    private const string Reason = "the currency of this order is not known to the billing service";

    [Fact]
    public void Only_the_widest_column_is_folded()
    {
        string shown = Shown(width: 60);

        Assert.StartsWith("╭", shown, StringComparison.Ordinal);
        Assert.Contains("│ partition │", shown, StringComparison.Ordinal);
        Assert.Contains("│ billing │", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), static line => Assert.True(line.Length <= 60, line));
        Assert.True(shown.Split('\n').Length > 6, shown);
    }

    [Fact]
    public void One_that_is_too_narrow_for_that_has_plain_lines()
    {
        string[] lines = Shown(width: 40).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.EndsWith(Reason, lines[1], StringComparison.Ordinal);
    }

    private static string Shown(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, TextWriter.Null, TextReader.Null, IsScreen: true, IsPerson: false, width);
        var table = new Columns("#partition", "group", "reason");
        table.Add("12", "billing", Reason);
        table.WriteTo(terminal);
        return output.ToString();
    }
}
