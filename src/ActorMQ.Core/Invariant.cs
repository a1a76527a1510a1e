using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ActorMQ.Core;

/// <summary>Checks that stay on in Release. A broken one is a bug: it throws and the owner actor crashes.</summary>
public static class Invariant
{
    /// <summary>Throws <see cref="InvariantException"/> unless <paramref name="holds"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Require(
        [DoesNotReturnIf(false)] bool holds, [CallerArgumentExpression(nameof(holds))] string? claim = null)
    {
        if (!holds)
            Break(claim);
    }

    [DoesNotReturn]
    private static void Break(string? claim) => throw new InvariantException($"Broken invariant: {claim}.");
}
