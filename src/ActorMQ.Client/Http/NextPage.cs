namespace ActorMQ.Client.Http;

/// <summary>Where the page of an answer is followed by another.</summary>
internal static class NextPage
{
    private const string Cursor = "cursor=";

    /// <summary>The cursor of the next page; null when this is the last.</summary>
    public static string? CursorOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out IEnumerable<string>? links))
            return null;
        string link = links.First();
        int begin = link.IndexOf(Cursor, StringComparison.Ordinal) + Cursor.Length;
        int end = begin < Cursor.Length ? -1 : link.AsSpan(begin).IndexOfAny('&', '>');
        return end < 0 ? null : Uri.UnescapeDataString(link.AsSpan(begin, end));
    }
}
