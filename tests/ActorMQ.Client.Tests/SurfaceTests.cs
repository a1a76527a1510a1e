using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ActorMQ.Client.Tests;

/// <summary>
/// The public surface, as it stands in <c>Surface.approved.txt</c>: a change of it is a change of that file.
/// </summary>
public sealed class SurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        string surface = Describe();
        string approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Surface.approved.txt"));
        string received = Path.Combine(AppContext.BaseDirectory, "Surface.received.txt");
        if (surface != approved)
            File.WriteAllText(received, surface);
        Assert.True(surface == approved, $"The surface has changed. If it should: approve {received}.");
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (Type type in typeof(ActorMQClient).Assembly.GetExportedTypes().OrderBy(static type => type.FullName))
        {
            text.Append(type.FullName).Append('\n');
            foreach (string line in type.GetMembers(
                         BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                     .Where(static member => member is not Type && !IsGenerated(member))
                     .Select(static member => $"    {member.MemberType}: {member}\n").Order(StringComparer.Ordinal))
                text.Append(line);
        }
        return text.ToString();
    }

    private static bool IsGenerated(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true, Name: not "op_Implicit" }
        || member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
        || member.Name is "value__" or "PrintMembers" or "<Clone>$" or "Deconstruct";
}
