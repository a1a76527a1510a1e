namespace ActorMQ.Simulation.Networks;

/// <summary>The way of the bytes in one direction of a connection: in order, one piece on its way at a time.</summary>
internal sealed class OneWay
{
    private readonly SimulatedNetwork network;
    private readonly Cable cable;
    private readonly SimulatedConnection to;
    private readonly bool toOwner;
    private readonly ITimer timer;

    // The bytes that were sent; null is the end of them.
    private readonly Queue<byte[]?> parcels = new();
    private bool isMoving;
    private bool isOver;

    public OneWay(SimulatedNetwork network, Cable cable, SimulatedConnection to, bool toOwner)
    {
        this.network = network;
        this.cable = cable;
        this.to = to;
        this.toOwner = toOwner;
        timer = network.Timer(Arrive);
    }

    /// <summary>Sends bytes, or the end (null).</summary>
    public void Send(byte[]? parcel)
    {
        if (isOver)
            return;
        parcels.Enqueue(parcel);
        GoOn();
    }

    /// <summary>Moves what waits, if nothing stands in the way.</summary>
    public void GoOn()
    {
        if (isOver || isMoving || parcels.Count == 0 || network.IsBlocked(cable.Address, toOwner))
            return;
        isMoving = true;
        timer.Change(network.Delay(cable.Address), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends it: the other side gets a part of what was on its way, then the end.</summary>
    public void Break(bool midFrame)
    {
        if (isOver)
            return;
        if (midFrame && parcels.TryPeek(out byte[]? parcel) && parcel is { Length: > 1 })
            to.Take(parcel[..(1 + network.Draw(parcel.Length - 1))]);
        Vanish();
        to.TakeEnd();
    }

    /// <summary>Loses everything that is and will be on its way.</summary>
    public void Vanish()
    {
        isOver = true;
        parcels.Clear();
        timer.Dispose();
    }

    private void Arrive()
    {
        isMoving = false;
        if (isOver || network.IsBlocked(cable.Address, toOwner))
            return;
        byte[]? parcel = parcels.Dequeue();
        if (parcel is null)
            to.TakeEnd();
        else
            to.Take(parcel);
        GoOn();
    }
}
