using Spectre.Console;

namespace ActorMQ.Demo;

/// <summary>The count at the end.</summary>
internal static class DemoReport
{
    public static void Write(DemoLedger ledger, TimeSpan silence, bool isScreen)
    {
        (string Name, string Value)[] rows =
        [
            ("sent", $"{ledger.Sent:N0}"),
            ("acknowledged", $"{ledger.Confirmed:N0}"),
            ("delivered", $"{ledger.Delivered:N0}"),
            ("lost", $"{ledger.CountLost():N0}"),
            ("redelivered", $"{ledger.Redelivered:N0}"),
            ("from the kill to the next acknowledgement", $"{silence.TotalSeconds:0.0} s"),
        ];
        if (!isScreen)
        {
            foreach ((string name, string value) in rows)
                Console.Out.WriteLine($"{name}: {value}");
            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).AddColumn("messages")
            .AddColumn(new TableColumn("count").RightAligned());
        foreach ((string name, string value) in rows)
            table.AddRow(new Text(name), new Text(value));
        AnsiConsole.Write(table);
    }
}
