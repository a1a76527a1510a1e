using System.Text.Json.Serialization.Metadata;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Tests.Transcripts;

/// <summary>What <c>-o csv</c> makes of answers.</summary>
public sealed class Rows
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_field_inside_of_another_has_both_names() => Assert.Equal(
        "name,id,partitions,kind,createdAt,groups,messages,bytes,"
        + "settings.purgeAfterMs,settings.retentionMs,settings.retentionBytes\n"
        + "orders,7,2,queue,2026-01-31T12:00:00+00:00,1,42,,5,6,7\n",
        Written<IReadOnlyList<TopicDescription>>([Topic()], CmdJson.Line.IReadOnlyListTopicDescription));

    [Fact]
    public void Each_entry_of_a_list_is_a_row_that_begins_with_what_is_said_of_all()
    {
        GroupProgress[] groups = [new("a", 1, 2, 3), new("b", 4, 5, 6)];
        TopicDescription topic = Topic() with
        {
            PartitionsDetail = [new(0, 10, 20, 20, groups), new(1, 30, 40, 40, [])],
        };

        string[] lines = Written(topic, CmdJson.Line.TopicDescription).Split('\n');

        Assert.EndsWith(
            "partitionsDetail.durableOffset,partitionsDetail.groups.name,partitionsDetail.groups.floor,"
            + "partitionsDetail.groups.inFlight,partitionsDetail.groups.lag,partitionsDetail.groups.waiting,"
            + "partitionsDetail.groups.retries,partitionsDetail.groups.moves", lines[0]);
        Assert.StartsWith("orders,7,2,", lines[1]);
        Assert.EndsWith(",0,10,20,20,a,1,2,3,0,0,0", lines[1]);
        Assert.EndsWith(",0,10,20,20,b,4,5,6,0,0,0", lines[2]);
        Assert.EndsWith(",1,30,40,40,,,,,,,", lines[3]);
        Assert.All(lines[1..4], line => Assert.Equal(lines[0].Count(IsComma), line.Count(IsComma)));
    }

    [Fact]
    public void A_list_without_entries_has_its_columns_all_the_same() => Assert.Equal(
        "partition,offset,createdAt,key,keyBase64,tag,headers,body,bodyBase64\n",
        Written<IReadOnlyList<PeekedMessage>>([], CmdJson.Line.IReadOnlyListPeekedMessage));

    [Fact]
    public void Headers_are_one_cell_and_what_a_message_holds_stays_in_its_cell() => Assert.Equal(
        "0,1,2026-01-31T12:00:00+00:00,,,,\"[{'name':'a','value':'1'}]\",\"x,'y'\\x0a\\x1b[31m\","
            .Replace("'", "\"\"", StringComparison.Ordinal),
        Written<IReadOnlyList<PeekedMessage>>(
            [new(0, 1, Noon, null, null, null, [new("a", "1")], "x,\"y\"\n\u001b[31m", null)],
            CmdJson.Line.IReadOnlyListPeekedMessage).Split('\n')[1]);

    [Fact]
    public void The_names_of_the_columns_come_once()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var csv = new Csv(output);
        csv.Write(Topic(), CmdJson.Line.TopicDescription);
        csv.Write(Topic(), CmdJson.Line.TopicDescription);

        Assert.Single(output.ToString().Split('\n'), static line => line.StartsWith("name,", StringComparison.Ordinal));
    }

    private static TopicDescription Topic() =>
        new("orders", 7, 2, "queue", Noon) { Groups = 1, Messages = 42, Settings = new TopicSettings(5, 6, 7) };

    private static bool IsComma(char one) => one == ',';

    private static string Written<T>(T answer, JsonTypeInfo<T> type)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new Csv(output).Write(answer, type);
        return output.ToString();
    }
}
