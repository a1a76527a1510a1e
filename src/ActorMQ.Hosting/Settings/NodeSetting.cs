namespace ActorMQ.Hosting.Settings;

/// <summary>A key that a node reads.</summary>
/// <param name="Key">The key as people write it, with dots.</param>
/// <param name="Default">The value when nothing is said, as people write it.</param>
/// <param name="Allowed">What a value may be, to complete the sentence "allowed is ...".</param>
/// <param name="Apply">Puts a value into the options; null when the value is not allowed.</param>
internal sealed record NodeSetting(
    string Key, string Default, string Allowed, Func<NodeOptions, string, NodeOptions?> Apply);
