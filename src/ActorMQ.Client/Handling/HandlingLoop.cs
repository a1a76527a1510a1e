using ActorMQ.Client.Consuming;
using ActorMQ.Client.Links;

namespace ActorMQ.Client.Handling;

/// <summary>Takes deliveries as slots become free, runs the handler in them, settles, and drains.</summary>
internal sealed class HandlingLoop
{
    private readonly ConsumerSession session;
    private readonly DeliveryCursor cursor;
    private readonly Func<Delivery, CancellationToken, ValueTask> handler;
    private readonly MessageHandlerOptions options;
    private readonly HandlerSlots slots;
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isStopping;
    private Task? stopping;

    public HandlingLoop(
        ConsumerSession session, Func<Delivery, CancellationToken, ValueTask> handler, MessageHandlerOptions options)
    {
        this.session = session;
        this.handler = handler;
        this.options = options;
        cursor = new DeliveryCursor(session);
        slots = new HandlerSlots(this, options.MaxConcurrentCalls);
    }

    public string Topic => session.Topic;

    public string Group => session.Group;

    public int Running => slots.Running;

    public Task Completion => completion.Task;

    public void Start() => _ = ReceiveAsync();

    public bool TryBind(in Delivery delivery, CancellationTokenSource ending) =>
        session.TryBind(delivery.Batch, delivery.Index, ending);

    /// <summary>Runs the handler for one delivery and settles it.</summary>
    public async Task RunAsync(HandlerSlot slot, Delivery delivery)
    {
        Task call = CallAsync(delivery, slot.Ending.Token);
        await WaitForAsync(call);
        Task settled = SettleAsync(delivery, call);
        await WaitForAsync(settled);
        if (settled.Exception?.InnerException is { } fault)
            Fail(fault);
        slots.Return(slot);
    }

    /// <summary>Stops, once; later callers wait for the same end.</summary>
    public Task StopAsync(CancellationToken cancellation)
    {
        lock (slots)
            return stopping ??= DrainAsync(cancellation);
    }

    private async Task ReceiveAsync()
    {
        while (!isStopping)
        {
            Task step = StepAsync();
            await WaitForAsync(step);
            if (step.Exception?.InnerException is not { } fault)
                continue;
            Task told = OnReceiveFaultAsync(fault);
            await WaitForAsync(told);
            if (told.Exception?.InnerException is { } worse)
                Fail(worse);
        }
    }

    // Waits for a free slot and for a delivery, and brings them together.
    private async Task StepAsync()
    {
        if (!slots.TryRent(out HandlerSlot slot))
        {
            await slots.WaitAsync();
            return;
        }
        bool isBegun = false;
        try
        {
            while (!isStopping && !isBegun)
            {
                if (!cursor.TryNext(out Delivery delivery))
                    await session.WaitAsync();
                else
                    isBegun = slot.TryBegin(delivery) && slots.TryBegin(slot);
            }
        }
        finally
        {
            if (!isBegun)
                slots.Return(slot);
        }
        if (isBegun)
            session.Settings.Runtime.Schedule(slot);
    }

    private async Task OnReceiveFaultAsync(Exception fault)
    {
        if (fault is not ActorMQException || session.Failure is not null)
            Fail(fault);
        await TellAsync(new HandlingError(fault, null));
    }

    private ValueTask TellAsync(HandlingError error)
    {
        options.OnError?.Invoke(error);
        return ValueTask.CompletedTask;
    }

    // So that whatever the handler throws, at once or later, ends in a task.
    private async Task CallAsync(Delivery delivery, CancellationToken ending) => await handler(delivery, ending);

    private async Task SettleAsync(Delivery delivery, Task call)
    {
        if (call.IsCompletedSuccessfully)
        {
            if (options.AutoComplete)
                await delivery.AckAsync();
            return;
        }
        Exception thrown = call.Exception?.InnerException ?? new OperationCanceledException("The handler was ended.");
        await delivery.NackAsync(delay: null, $"{thrown.GetType().Name}: {thrown.Message}");
        await TellAsync(new HandlingError(thrown, delivery));
    }

    private void Fail(Exception fault)
    {
        completion.TrySetException(fault);
        _ = StopAsync(CancellationToken.None);
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        isStopping = true;
        session.Pause();
        session.Wake();
        slots.Wake();
        using var late = new CancellationTokenSource(options.StopTimeout, session.Settings.Runtime.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        await slots.Close().WaitUntilAsync(either.Token);
        foreach (HandlerSlot slot in slots.Snapshot())
            slot.Ending.Cancel();
        await session.CloseAsync();
        completion.TrySetResult();
    }

    private static async Task WaitForAsync(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
