using System.Text;

namespace ActorMQ.Client.Http;

/// <summary>Reads server-sent events whose content is one line, as a node's admin API writes them.</summary>
internal sealed class EventReader(Stream stream, TimeSpan silenceMax)
{
    /// <summary>The largest message in Base64, with all that stands around it.</summary>
    private const int LineBytesMax = 16 << 20;

    private byte[] buffer = new byte[64 << 10];

    // What was received and not looked at is from first to end; no line feed is in it below searched.
    private int first;
    private int searched;
    private int end;

    /// <summary>The next event; null at the end of the stream.</summary>
    /// <exception cref="IOException">
    /// The connection broke, nothing came for too long, or a line is longer than any event.
    /// </exception>
    public async ValueTask<ServerEvent?> ReadAsync(CancellationToken cancellation)
    {
        (string kind, string? id, ReadOnlyMemory<byte> content) = ("", null, default);
        while (await ReadLineAsync(cancellation) is { } line)
        {
            if (line.IsEmpty && (id is not null || !content.IsEmpty))
                return new ServerEvent(kind, id, content);
            if (TryField(line, "event: "u8, out ReadOnlyMemory<byte> value))
                kind = Encoding.UTF8.GetString(value.Span);
            else if (TryField(line, "id: "u8, out value))
                id = Encoding.UTF8.GetString(value.Span);
            else if (TryField(line, "data: "u8, out value))
                content = value.ToArray();
        }

        return null;
    }

    private static bool TryField(ReadOnlyMemory<byte> line, ReadOnlySpan<byte> name, out ReadOnlyMemory<byte> value)
    {
        bool isSo = line.Span.StartsWith(name);
        value = isSo ? line[name.Length..] : default;
        return isSo;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            int feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                ReadOnlyMemory<byte> line = buffer.AsMemory(first, searched + feed - first);
                first = searched = searched + feed + 1;
                return line;
            }

            searched = end;
            MakeRoom();
            int read = await ReceiveAsync(cancellation);
            if (read == 0)
                return null;
            end += read;
        }
    }

    private void MakeRoom()
    {
        if (first > 0)
        {
            buffer.AsSpan(first, end - first).CopyTo(buffer);
            (searched, end, first) = (searched - first, end - first, 0);
        }

        if (end < buffer.Length)
            return;
        if (buffer.Length >= LineBytesMax)
            throw new IOException($"A line of more than {LineBytesMax} bytes came.");
        Array.Resize(ref buffer, buffer.Length * 2);
    }

    private async ValueTask<int> ReceiveAsync(CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(silenceMax);
        try
        {
            return await stream.ReadAsync(buffer.AsMemory(end), silence.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"Nothing came for {silenceMax.TotalSeconds} s.");
        }
    }
}
