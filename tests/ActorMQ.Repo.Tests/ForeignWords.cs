using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class ForeignWords
{
    [Fact]
    public void No_text_names_a_machine_or_its_writer() => House.Holds(
        Repository.TextFiles.SelectMany(path => TextRules.Foreign(path, Repository.Read(path))));

    [Fact]
    public void A_host_path_is_found()
    {
        Assert.Single(TextRules.Foreign("a.md", "see /ho" + "me/someone/notes"));
        Assert.Empty(TextRules.Foreign("a.md", "see docs/formats.md"));
    }
}
