using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class Reminders
{
    [Fact]
    public void No_code_holds_a_reminder_a_region_or_a_banner() => House.Holds(
        Repository.Sources.SelectMany(file => TextRules.Reminders(file.Path, file.Text)));

    [Theory]
    [InlineData("// TO" + "DO: later", 1)]
    [InlineData("#reg" + "ion Fields", 1)]
    [InlineData("// ----" + "------", 1)]
    [InlineData("// The lane waits for its turn.", 0)]
    public void Each_kind_is_found(string text, int found) =>
        Assert.Equal(found, TextRules.Reminders("a.cs", text).Count());
}
