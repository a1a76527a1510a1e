using System.Net;
using System.Net.Sockets;

namespace ActorMQ.Demo;

/// <summary>Finds ports that nobody listens at.</summary>
/// <remarks>
/// They lie below the range that systems give to outgoing connections: a client that tries to reach a node which is
/// down could otherwise be given the node's own port, meet itself, and keep the node from coming back.
/// </remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int End = 32_000;

    public static int Find()
    {
        for (int tries = 0; tries < 200; tries++)
        {
            int port = Random.Shared.Next(First, End);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                continue; // Somebody has it.
            }
        }
        throw new IOException($"No free port between {First} and {End}.");
    }
}
