using System.Text;

namespace ActorMQ.Cmd.Output;

/// <summary>Text that cannot steer the terminal that shows it.</summary>
/// <remarks>A message may hold escape sequences; shown as they are they could forge or hide output.</remarks>
internal static class PrintableText
{
    public static string Of(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0
        && text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f') < 0
            ? text
            : Escaped(text);

    private static string Escaped(string text)
    {
        var shown = new StringBuilder(text.Length + 16);
        foreach (char character in text)
        {
            if (char.IsControl(character))
                shown.Append($"\\x{(int)character:x2}");
            else
                shown.Append(character);
        }
        return shown.ToString();
    }
}
