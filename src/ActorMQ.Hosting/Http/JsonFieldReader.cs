using System.Text.Json;

namespace ActorMQ.Hosting.Http;

/// <summary>Reads one field of a body into a request.</summary>
/// <typeparam name="T">What the body says.</typeparam>
/// <returns>Null when it was read; otherwise what is wrong with it.</returns>
internal delegate AdminProblem? JsonFieldReader<T>(JsonProperty field, ref T request);
