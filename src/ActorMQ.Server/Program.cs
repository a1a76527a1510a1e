using ActorMQ.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorMQ.Server;

/// <summary>The executable <c>actormqd</c>: reads its settings, runs one node, stops it on SIGTERM or SIGINT.</summary>
internal static class Program
{
    // Sockets complete on the thread that polls them: a turn of ours is short, and a hop to the pool is not.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static async Task<int> Main(string[] args)
    {
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        ServerArguments arguments = ServerArguments.Read(args);
        if (arguments.Problem is { } problem)
            return Fail(ExitCode.Usage, $"{problem}{Environment.NewLine}Run actormqd --help.");
        if (arguments.Notice is { } notice)
        {
            Console.Out.WriteLine(notice);
            return ExitCode.Ok;
        }

        return await RunAsync(arguments);
    }

    private static async Task<int> RunAsync(ServerArguments arguments)
    {
        try
        {
            using IHost host = Build(arguments);
            await host.StartAsync();
            INodeAccess access = host.Services.GetRequiredService<INodeAccess>();
            await Banner.WriteAsync(await access.Node, Console.Out);
            await host.WaitForShutdownAsync();
            return access.HasFailed
                ? Fail(ExitCode.Failed, "the node has ended by itself; the log above says why.")
                : ExitCode.Ok;
        }
        catch (InvalidSettingException invalid)
        {
            return Fail(ExitCode.Usage, invalid.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(
                ExitCode.Failed, "the stop took longer than actormq.coordinated-shutdown.timeout; ended without it.");
        }
        catch (NodeStartException failure)
        {
            return Fail(ExitCode.Failed, failure.Message);
        }
    }

    private static IHost Build(ServerArguments arguments)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = "actormqd" });
        builder.Configuration.AddActorMQEnvironment().AddActorMQSettings(arguments.Settings);
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // This class tells a failed start in one line.
            .AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddActorMQ();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<NodeOptions>>(
            static (host, node) => host.ShutdownTimeout = node.Value.ShutdownTimeout);
        return builder.Build();
    }

    private static int Fail(int exitCode, string text)
    {
        Console.Error.WriteLine($"actormqd: {text}");
        return exitCode;
    }
}
