using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActorMQ.Client;
using ActorMQ.Cmd.Bench;
using ActorMQ.Cmd.DeadLetters;
using ActorMQ.Cmd.Groups;
using ActorMQ.Cmd.Messages;
using ActorMQ.Cmd.Topics;
using ActorMQ.Cmd.Verify;

namespace ActorMQ.Cmd.Output;

/// <summary>The JSON that <c>pbm</c> writes, with generated code for each shape.</summary>
[JsonSerializable(typeof(TopicDescription))]
[JsonSerializable(typeof(IReadOnlyList<TopicDescription>))]
[JsonSerializable(typeof(RemovedTopic))]
[JsonSerializable(typeof(GroupDescription))]
[JsonSerializable(typeof(IReadOnlyList<GroupDescription>))]
[JsonSerializable(typeof(RemovedGroup))]
[JsonSerializable(typeof(IReadOnlyList<PeekedMessage>))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(IReadOnlyList<DeadLetter>))]
[JsonSerializable(typeof(DeadLetterRunLine))]
[JsonSerializable(typeof(SendSummary))]
[JsonSerializable(typeof(DeliveryLine))]
[JsonSerializable(typeof(GapLine))]
[JsonSerializable(typeof(BenchFigures))]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(VerifyProduced))]
internal sealed partial class CmdJson : JsonSerializerContext
{
    /// <summary>For a document: indented.</summary>
    public static CmdJson Document { get; } = new(Shape(indented: true));

    /// <summary>For a stream: one object a line.</summary>
    public static CmdJson Line { get; } = new(Shape(indented: false));

    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type) =>
        output.WriteLine(JsonSerializer.Serialize(value, type));

    private static JsonSerializerOptions Shape(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
