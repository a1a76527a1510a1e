using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    private const string ServerDefault = "127.0.0.1:4053";
    private const string HttpDefault = "http://127.0.0.1:8558";

    // A person waits: no longer than it takes to notice a wrong address.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    public Option<string> Server { get; } = new("--server", "-s")
    {
        Description = "Where the node takes messages, host:port. Environment: ACTORMQ_SERVER.",
        DefaultValueFactory = _ => FromEnvironment("ACTORMQ_SERVER", ServerDefault),
        HelpName = "HOST:PORT",
        Recursive = true,
    };

    public Option<string> Http { get; } = new("--http")
    {
        Description = "Where the node's admin API is. Environment: ACTORMQ_HTTP.",
        DefaultValueFactory = _ => FromEnvironment("ACTORMQ_HTTP", HttpDefault),
        HelpName = "URL",
        Recursive = true,
    };

    public Option<string> Output { get; } = new Option<string>("--output", "-o")
    {
        Description = "How data is written: a table, or JSON or CSV with all fields.",
        DefaultValueFactory = _ => "table",
        Recursive = true,
    }.AcceptOnlyFromAmong("table", "json", "csv");

    /// <summary>The admin of the node that the command line names; to be disposed.</summary>
    public ActorMQAdmin Admin(ParseResult parsed) => new(parsed.GetValue(Http)!);

    /// <summary>A connection to the node that the command line names.</summary>
    public ValueTask<ActorMQClient> ConnectAsync(ParseResult parsed, CancellationToken cancellation) =>
        ActorMQClient.ConnectAsync(
            parsed.GetValue(Server)!,
            new ClientOptions { Name = "pbm", ConnectTimeout = ConnectTimeout },
            cancellation);

    /// <summary>How data is to be written.</summary>
    public OutputFormat FormatOf(ParseResult parsed) => parsed.GetValue(Output) switch
    {
        "json" => OutputFormat.Json,
        "csv" => OutputFormat.Csv,
        _ => OutputFormat.Table,
    };

    private static string FromEnvironment(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
