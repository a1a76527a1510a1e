using ActorMQ.Repo.Tests.Rules;

namespace ActorMQ.Repo.Tests;

public sealed class TypeNames
{
    [Fact]
    public void Every_type_is_named_after_its_duty() =>
        House.Holds(Repository.Sources.SelectMany(NameRules.EmptyWords));

    [Fact]
    public void Every_folder_is_named_after_its_duty() =>
        House.Holds(Repository.Files("").SelectMany(NameRules.EmptyFolders).Distinct());

    [Theory]
    [InlineData("TopicManager", false)]
    [InlineData("ManagerOfTopics", false)]
    [InlineData("BatchUtils", false)]
    [InlineData("MessageData", false)]
    [InlineData("QueueBase", false)]
    [InlineData("ActorBase", true)]
    [InlineData("DataDirectory", true)]
    [InlineData("Database", true)]
    [InlineData("CommonCase", false)]
    public void An_empty_word_is_found(string name, bool isAllowed) =>
        Assert.Equal(isAllowed, NameRules.IsAllowed(name));

    [Fact]
    public void Types_inside_types_are_looked_at() =>
        Assert.Single(NameRules.EmptyWords(House.Example("class A { enum StateInfo { } }")));

    [Fact]
    public void Folders_and_projects_are_looked_at()
    {
        Assert.Single(NameRules.EmptyFolders("src/ActorMQ.Common/A.cs"));
        Assert.Single(NameRules.EmptyFolders("src/ActorMQ.Core/Helpers/A.cs"));
        Assert.Empty(NameRules.EmptyFolders("src/ActorMQ.Core/Groups/A.cs"));
    }
}
