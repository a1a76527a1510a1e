using System.Diagnostics;
using ActorMQ.Protocol;
using ActorMQ.Runtime;

namespace ActorMQ.Bench.Ceiling;

/// <summary>What this machine gives to a durable queue at best: a message's path and nothing else.</summary>
public static class CeilingBench
{
    /// <summary>One run.</summary>
    public static CeilingFigures Run(BenchRequest request)
    {
        using var runtime = new PooledRuntime();
        using var transport = new TcpTransport(runtime);
        using var node = new ChildNode(CeilingNodeVerb.Name);
        using var producer = new CeilingProducer(request);
        var consumer = new CeilingConsumer();
        transport.Connect(node.Endpoint, consumer);
        transport.Connect(node.Endpoint, producer);
        var producing = new Thread(producer.Run) { Name = "producer", IsBackground = true };
        producing.Start();
        Thread.Sleep(request.WarmUp);
        CeilingFigures figures = Measure(request, node, consumer);
        producer.Stop();
        producing.Join();
        return figures;
    }

    private static CeilingFigures Measure(BenchRequest request, ChildNode node, CeilingConsumer consumer)
    {
        using Process self = Process.GetCurrentProcess();
        (long messages, TimeSpan nodeCpu, TimeSpan ownCpu) = (consumer.Messages, node.Cpu, self.TotalProcessorTime);
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(request.Length);
        long count = consumer.Messages - messages;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TimeSpan nodeWork = node.Cpu - nodeCpu;
        self.Refresh();
        TimeSpan ownWork = self.TotalProcessorTime - ownCpu;
        return new CeilingFigures(
            "local",
            count / seconds,
            count / seconds * request.Size / 1e6,
            nodeWork.TotalMicroseconds / count,
            ownWork.TotalMicroseconds / count,
            node.ResidentMebibytes);
    }
}
