using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class OnePublicTypePerFile
{
    [Fact]
    public void Everywhere() => House.Holds(Repository.Sources.SelectMany(NameRules.Misfiled));

    [Fact]
    public void No_class_is_spread_over_files() => House.Holds(NameRules.Scattered(Repository.Sources));

    [Theory]
    [InlineData("public class Example; public enum Other { }", 1)]
    [InlineData("public class Other;", 1)]
    [InlineData("internal class Other;", 1)]
    [InlineData("public class Example; public class Example<T>; internal class Other;", 0)]
    [InlineData("public class Example { public class Inner; }", 0)]
    public void The_file_bears_the_name_of_its_public_type(string text, int found) =>
        Assert.Equal(found, NameRules.Misfiled(House.Example($"namespace ActorMQ.Core;\n{text}")).Count());

    [Fact]
    public void Log_lines_may_stand_beside_their_class()
    {
        SourceFile main = House.Example("partial class A;", "src/X/A.cs");
        SourceFile log = House.Example("partial class A;", "src/X/A.Log.cs");
        SourceFile more = House.Example("partial class A;", "src/X/A.More.cs");
        Assert.Empty(NameRules.Scattered([main, log]));
        Assert.Single(NameRules.Scattered([main, log, more]));
    }
}
