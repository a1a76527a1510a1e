namespace ActorMQ.Client.Tests;

/// <summary>Waits of tests for what has no task of its own.</summary>
internal static class Waits
{
    /// <summary>Completes when the token is cancelled.</summary>
    public static async Task WhenCancelledAsync(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = token.UnsafeRegister(
            static source => ((TaskCompletionSource)source!).TrySetResult(), cancelled);
        await cancelled.Task;
    }

    /// <summary>The next event of a kind; others are left out.</summary>
    public static async Task<ClientEvent> FirstAsync(
        this System.Threading.Channels.ChannelReader<ClientEvent> events, ClientEventKind kind)
    {
        while (true)
        {
            ClientEvent told = await events.ReadAsync();
            if (told.Kind == kind)
                return told;
        }
    }
}
