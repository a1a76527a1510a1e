using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class LimitsInDocs
{
    [Fact]
    public void Every_public_cap_is_listed_and_nothing_else()
    {
        string[] limits = [.. Repository.Sources.Where(file => !file.IsTest).SelectMany(LimitRules.Named)];
        House.Holds(LimitRules.Differences(limits, Repository.Read(LimitRules.Document)));
    }

    [Fact]
    public void A_public_constant_of_a_public_type_is_a_cap()
    {
        const string Text = """
            public class A { public const int BatchBytesMax = 1; public const int Version = 2; const int OwnMax = 3; }
            internal class B { public const int InnerMax = 1; }
            """;
        Assert.Equal(["A.BatchBytesMax"], LimitRules.Named(House.Example(Text)));
    }

    [Fact]
    public void A_missing_one_and_a_stale_one_are_found()
    {
        Assert.Equal(2, LimitRules.Differences(["A.OneMax", "A.TwoMax"], "| `A.OneMax` | `A.OldMax` | `x` |").Count());
        Assert.Empty(LimitRules.Differences(["A.OneMax"], "| `A.OneMax` | 4 |"));
    }
}
