using System.CommandLine;
using ActorMQ.Bench.Ceiling;
using ActorMQ.Bench.Journal;
using ActorMQ.Bench.Kernel;
using ActorMQ.Bench.Product;

RootCommand root = new("Measures ActorMQ on this machine.");
root.Subcommands.Add(CeilingVerb.Create());
root.Subcommands.Add(CeilingNodeVerb.Create());
root.Subcommands.Add(JournalVerb.Create());
root.Subcommands.Add(KernelVerb.Create());
root.Subcommands.Add(ThroughputVerb.Create());
root.Subcommands.Add(LatencyVerb.Create());
root.Subcommands.Add(BacklogVerb.Create());
root.Subcommands.Add(RestartVerb.Create());
root.Subcommands.Add(SlowConsumerVerb.Create());
root.Subcommands.Add(AcksVerb.Create());
root.Subcommands.Add(IdleTopicsVerb.Create());
return await root.Parse(args).InvokeAsync();
