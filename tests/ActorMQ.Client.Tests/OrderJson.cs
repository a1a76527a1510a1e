using System.Text.Json.Serialization;

namespace ActorMQ.Client.Tests;

/// <summary>Generated code for the values that tests send.</summary>
[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJson : JsonSerializerContext;
