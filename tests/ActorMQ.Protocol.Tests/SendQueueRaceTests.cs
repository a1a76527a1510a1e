using System.Buffers.Binary;
using ActorMQ.Protocol.Framing;
using ActorMQ.Records;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>Many senders, each of which may find that it is the writer, just as the last writer leaves.</summary>
public sealed class SendQueueRaceTests
{
    private const int Senders = 4;
    private const int FramesEach = 20_000;

    private readonly SendQueue queue = new(new TransportOptions(), new ByteBudget(1_000_000_000));
    private readonly SlabPool pool = new(64 * 1024 * 1024);
    private readonly uint[] nextFrom = new uint[Senders];
    private readonly List<ArraySegment<byte>> pieces = [];
    private readonly byte[] wire = new byte[ProtocolLimits.QueuedBytesMax + 1024];
    private int onWire;
    private int writers;

    [Fact]
    public async Task Each_frame_is_written_once_and_in_the_order_of_its_sender()
    {
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAll(sender))));

        Assert.Equal(Enumerable.Repeat((uint)FramesEach, Senders), nextFrom);
        Assert.Equal((0, 0), (queue.Bytes, pool.RentedBytes));
    }

    private void SendAll(int sender)
    {
        for (uint number = 0; number < FramesEach; number++)
        {
            Slab body = pool.Rent(number % 50 == 0 ? 40_000 : 8);
            BinaryPrimitives.WriteUInt32LittleEndian(body.Span, (uint)sender);
            BinaryPrimitives.WriteUInt32LittleEndian(body.Span[4..], number);
            var frame = new OutboundFrame(FrameType.Send, number, null, body.Memory, body);
            SendAdmission admission = queue.Add(frame);
            while (admission == SendAdmission.Refused)
            {
                Thread.Yield();
                admission = queue.Add(frame);
            }
            if (admission == SendAdmission.WriterNeeded)
                Write();
        }
    }

    private void Write()
    {
        Assert.Equal(1, Interlocked.Increment(ref writers));
        while (true)
        {
            // Whoever gets nothing has left: the next writer may be here before the count is looked at.
            Interlocked.Decrement(ref writers);
            int count = queue.NextPieces(pieces, 10_000);
            if (count == 0)
                return;
            Assert.Equal(1, Interlocked.Increment(ref writers));
            foreach (ArraySegment<byte> piece in pieces)
                Put(piece);
            TakeFrames();
            queue.Written(count);
        }
    }

    private void Put(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(wire.AsSpan(onWire));
        onWire += piece.Length;
    }

    private void TakeFrames()
    {
        ReadOnlySpan<byte> rest = wire.AsSpan(0, onWire);
        while (true)
        {
            CloseReason reason = FrameDecoder.Inspect(rest, ProtocolLimits.FrameBytesMax, out int frameBytes);
            Assert.Equal(CloseReason.None, reason);
            if (frameBytes == 0 || rest.Length < frameBytes)
                break;
            InboundFrame frame = FrameDecoder.Read(rest[..frameBytes]);
            uint sender = BinaryPrimitives.ReadUInt32LittleEndian(frame.Body);
            Assert.Equal(nextFrom[sender]++, BinaryPrimitives.ReadUInt32LittleEndian(frame.Body[4..]));
            rest = rest[frameBytes..];
        }
        rest.CopyTo(wire);
        onWire = rest.Length;
    }
}
