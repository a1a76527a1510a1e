using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorMQ.Client.Http;

/// <summary>The JSON of the admin API, with generated code for each shape.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CreateTopicRequest))]
[JsonSerializable(typeof(TopicDescription))]
[JsonSerializable(typeof(List<TopicDescription>))]
[JsonSerializable(typeof(TopicSettings))]
[JsonSerializable(typeof(GroupPolicy))]
[JsonSerializable(typeof(GroupDescription))]
[JsonSerializable(typeof(List<GroupDescription>))]
[JsonSerializable(typeof(List<PeekedMessage>))]
[JsonSerializable(typeof(TailGap))]
[JsonSerializable(typeof(TailEnd))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(DeadLetterPageAnswer))]
[JsonSerializable(typeof(DeadLetterRequest))]
[JsonSerializable(typeof(DeadLetterProgressLine))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>Leaves out what is null: for requests that say only what they mean.</summary>
    public static AdminJson Lean { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
