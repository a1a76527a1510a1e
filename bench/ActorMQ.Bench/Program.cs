using System.CommandLine;
using ActorMQ.Bench.Ceiling;
using ActorMQ.Bench.Journal;
using ActorMQ.Bench.Kernel;

RootCommand root = new("Measures ActorMQ on this machine.");
root.Subcommands.Add(CeilingVerb.Create());
root.Subcommands.Add(CeilingNodeVerb.Create());
root.Subcommands.Add(JournalVerb.Create());
root.Subcommands.Add(KernelVerb.Create());
return await root.Parse(args).InvokeAsync();
