namespace ActorMQ.Simulation.Networks;

/// <summary>One connection on the network: its two ends, and the way of the bytes in each direction.</summary>
internal sealed class Cable
{
    private readonly SimulatedNetwork network;
    private readonly SimulatedConnection near;
    private readonly SimulatedConnection far;

    public Cable(SimulatedNetwork network, Address address, SimulatedConnection near, SimulatedConnection far)
    {
        this.network = network;
        this.near = near;
        this.far = far;
        Address = address;
        near.Join(this, new OneWay(network, this, far, toOwner: true), far);
        far.Join(this, new OneWay(network, this, near, toOwner: false), near);
    }

    public Address Address { get; }

    public bool Uses(ProcessTransport transport) => near.Transport == transport || far.Transport == transport;

    /// <summary>Breaks it: both sides see its end, in the middle of what was on its way.</summary>
    public void Break(bool midFrame)
    {
        network.Remove(this);
        near.Out.Break(midFrame);
        far.Out.Break(midFrame);
    }

    /// <summary>From here on everything on it is lost, and nobody is told.</summary>
    public void Vanish()
    {
        network.Remove(this);
        near.Out.Vanish();
        far.Out.Vanish();
    }

    /// <summary>A block may be over.</summary>
    public void GoOn()
    {
        near.Out.GoOn();
        far.Out.GoOn();
    }

    /// <summary>Both ends are done with it.</summary>
    public void OnDisconnected()
    {
        if (near.IsDisconnected && far.IsDisconnected)
            network.Remove(this);
    }
}
