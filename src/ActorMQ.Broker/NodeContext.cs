using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Routing;
using ActorMQ.Journal;
using ActorMQ.Records;
using ActorMQ.Runtime;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Broker;

/// <summary>What all actors of one node share. Made once, at the start.</summary>
internal sealed class NodeContext
{
    public NodeContext(BrokerOptions options, ActorRuntime runtime, IJournal journal, ILoggerFactory logs)
    {
        Options = options;
        Runtime = runtime;
        Journal = journal;
        Log = logs.CreateLogger("ActorMQ.Broker");
        Slabs = new SlabPool(options.BatchBytesMax);
        Storage = new StorageState(Log);
        Committer = new GroupCommitter(journal, runtime, Storage, options.OnFatal, Log);
        Clock = new BrokerClock(runtime.Time);
        Life = new NodeLife(BitConverter.ToUInt64(runtime.NewId().ToByteArray()));
    }

    public BrokerOptions Options { get; }

    public ActorRuntime Runtime { get; }

    public IJournal Journal { get; }

    public ILogger Log { get; }

    public SlabPool Slabs { get; }

    public CacheBudget Cache { get; } = new();

    public GroupCommitter Committer { get; }

    public StorageState Storage { get; }

    public BrokerClock Clock { get; }

    public RoutingTable Routes { get; } = new();

    /// <summary>This start of the node.</summary>
    public NodeLife Life { get; }

    /// <summary>The catalogue's actor; set right after it is made, before anything else starts.</summary>
    public IActorRef Catalogue { get; set; } = null!;

    /// <summary>Ends the process when the store has failed for good; returns otherwise.</summary>
    public void EndIfFatal(Exception? reason)
    {
        if (reason is JournalFatalException)
            Options.OnFatal(reason);
    }
}
