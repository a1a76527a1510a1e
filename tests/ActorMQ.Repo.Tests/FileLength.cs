using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class FileLength
{
    [Fact]
    public void Every_file_stays_below_its_limit() =>
        House.Holds(Repository.Sources.SelectMany(SizeRules.LongFiles));

    [Theory]
    [InlineData("src/ActorMQ.Core/A.cs", 400, 0)]
    [InlineData("src/ActorMQ.Core/A.cs", 401, 1)]
    [InlineData("tests/ActorMQ.Core.Tests/A.cs", 600, 0)]
    [InlineData("tests/ActorMQ.Core.Tests/A.cs", 601, 1)]
    public void Tests_may_be_longer(string path, int lines, int found)
    {
        string text = string.Concat(Enumerable.Repeat("//\n", lines));
        Assert.Equal(found, SizeRules.LongFiles(new SourceFile(path, text)).Count());
    }
}
