using System.Text;
using ActorMQ.Fuzz.Tests.Conversations;
using ActorMQ.Fuzz.Tests.Frames;
using ActorMQ.Fuzz.Tests.Http;
using ActorMQ.Hosting.Settings;
using ActorMQ.Protocol;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Regressions;

/// <summary>Inputs that once did what no input may. They are given in each run, whatever the seeds are.</summary>
public sealed class KeptInputs
{
    private const string Hello =
        "4143544F524D51312B0000000100230001000000080110011A1049CB754F6384282F54B4C81413AE1ADB"
        + "2206636C69656E742880808404";

    [Theory]
    // A settlement with a range whose length overflows in the parser of heads.
    [InlineData("120000000C000A00AB0000000801180122FFFFFFFF07", "BadFrame")]
    // Metadata of a topic with a name that the answer has no room for.
    [InlineData("*", "InvalidArgument")]
    public void A_node_answers_with_an_error_and_serves_the_others(string frame, string error)
    {
        using var node = new FuzzedNode(1);
        FedConnection connection = node.Transport.Accept();
        byte[] last = frame == "*" ? LongName() : Convert.FromHexString(frame);
        connection.Feed(node.Runtime, new SeededRandom(1), [.. Convert.FromHexString(Hello), .. last]);
        var answers = new Answers();
        answers.Read(connection.TakeOutput());
        Assert.Equal(1, answers.Counts[error]);
        connection.End();
        Witness.Send(node);
        node.Stop();
    }

    [Theory]
    [InlineData("Content-Length: 17", "{\"name\":\"\\ud800\"}", 400)]
    [InlineData("Transfer-Encoding: chunked", "2147483647", 400)]
    public async Task The_admin_port_refuses_with_a_problem(string header, string body, int status)
    {
        await using PipedNode node = await PipedNode.StartAsync();
        byte[] input = Encoding.UTF8.GetBytes(
            $"POST /api/v1/topics HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"{header}\r\n\r\n{body}");
        Assert.Equal([status], HttpAnswers.Read(await node.TalkAsync(input)));
        await node.ResetAsync();
    }

    [Theory]
    [InlineData("10675199d", false)]
    [InlineData("99999999d", false)]
    [InlineData("2147483647d", false)]
    [InlineData("10675198d", true)]
    [InlineData("2147483647s", true)]
    public void A_duration_that_no_clock_can_hold_is_refused(string text, bool isHeld) =>
        Assert.Equal(isHeld, SettingText.TryDuration(text, out _));

    private static byte[] LongName()
    {
        var head = new byte[65_504];
        new byte[] { 0x0A, 0xDC, 0xFF, 0x03 }.CopyTo(head, 0);
        head.AsSpan(4).Fill((byte)'x');
        return new FrameParts((byte)FrameType.Metadata, 5, head, []).ToBytes();
    }
}
