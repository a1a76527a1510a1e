using System.Globalization;

namespace ActorMQ.Hosting.Http;

/// <summary>
/// How far a tail is, as the id of its events: the next offset of each partition with dots between, <c>-</c> where none
/// is known.
/// </summary>
internal static class TailPositions
{
    public static string Write(ReadOnlySpan<long> positions)
    {
        string[] words = new string[positions.Length];
        for (int index = 0; index < words.Length; index++)
            words[index] = positions[index] < 0 ? "-" : positions[index].ToString(CultureInfo.InvariantCulture);
        return string.Join('.', words);
    }

    public static bool TryRead(string text, out long[] positions)
    {
        string[] words = text.Split('.');
        positions = new long[words.Length];
        for (int index = 0; index < words.Length; index++)
        {
            if (words[index] == "-")
                positions[index] = -1;
            else if (!long.TryParse(
                words[index], NumberStyles.None, CultureInfo.InvariantCulture, out positions[index]))
                return false;
        }

        return true;
    }
}
