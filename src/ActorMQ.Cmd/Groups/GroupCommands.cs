using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Groups;

/// <summary><c>pbm group ls|show|create|update|rm|lag</c>.</summary>
internal sealed class GroupCommands(Terminal terminal, GlobalOptions global)
{
    private readonly Argument<string> topic = new("TOPIC") { Description = "Its topic." };
    private readonly Argument<string> group = new("GROUP") { Description = "1 to 127 of A-Z a-z 0-9 . _ -" };

    public Command Build() => new("group", "Create and look at consumer groups.")
    {
        List(), Show(), Create(), Update(), Remove(), Lag(),
    };

    private Command List()
    {
        var look = new Look<IReadOnlyList<GroupDescription>>(
            terminal, global, static json => json.IReadOnlyListGroupDescription, GroupViews.WriteList);
        return look.On(
            new Command("ls", "List the groups of a topic.") { topic },
            (admin, parsed, cancellation) => admin.ListGroupsAsync(parsed.GetRequiredValue(topic), cancellation));
    }

    private Command Show() => Looking(GroupViews.Write).On(
        new Command("show", "Show a group: its policy and how far it is.") { topic, group }, FindAsync);

    private Command Lag() => Looking(GroupViews.WriteLag).On(
        new Command("lag", "Show how far a group is behind on each partition.") { topic, group }, FindAsync);

    private Look<GroupDescription> Looking(Action<Terminal, GroupDescription> draw) =>
        new(terminal, global, static json => json.GroupDescription, draw);

    private Command Create()
    {
        var options = new PolicyOptions();
        var command = new Command("create", "Create a group with a policy.") { topic, group };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            string name = parsed.GetRequiredValue(group);
            IReadOnlyList<GroupDescription> known =
                await admin.ListGroupsAsync(parsed.GetRequiredValue(topic), cancellation);
            if (known.Any(one => one.Name == name))
            {
                terminal.Error.WriteLine($"pbm: the group {name} exists. Change it: pbm group update.");
                return ExitCode.Failed;
            }

            Write(await PutAsync(admin, options.Over(new GroupPolicy(), parsed), parsed, cancellation));
            return ExitCode.Ok;
        });
        return command;
    }

    private Command Update()
    {
        var options = new PolicyOptions();
        var command = new Command("update", "Change a group's policy; what is not said stays.") { topic, group };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using ActorMQAdmin admin = global.Admin(parsed);
            GroupDescription known = await FindAsync(admin, parsed, cancellation);
            Write(await PutAsync(admin, options.Over(known.Policy, parsed), parsed, cancellation));
            return ExitCode.Ok;
        });
        return command;
    }

    private Command Remove()
    {
        Option<bool> yes = Flag.Yes();
        var command = new Command("rm", "Delete a group with its progress.") { topic, group, yes };
        command.SetAction(async (parsed, cancellation) =>
        {
            string name = parsed.GetRequiredValue(group);
            string of = parsed.GetRequiredValue(topic);
            if (!parsed.GetValue(yes)
                && Question.Refusal(terminal, $"Delete the group {name} of {of} with its progress?") is { } refusal)
                return refusal;
            using ActorMQAdmin admin = global.Admin(parsed);
            await admin.DeleteGroupAsync(of, name, cancellation);
            Answer.Write(
                terminal, new RemovedGroup(of, name), static json => json.RemovedGroup,
                static (to, gone) => to.Error.WriteLine($"Deleted the group {gone.Removed} of {gone.Topic}."));
            return ExitCode.Ok;
        });
        return command;
    }

    private ValueTask<GroupDescription> FindAsync(
        ActorMQAdmin admin, ParseResult parsed, CancellationToken cancellation) =>
        admin.DescribeGroupAsync(parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), cancellation);

    private ValueTask<GroupDescription> PutAsync(
        ActorMQAdmin admin, GroupPolicy policy, ParseResult parsed, CancellationToken cancellation) =>
        admin.PutGroupAsync(parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), policy, cancellation);

    private void Write(GroupDescription found) =>
        Answer.Write(terminal, found, static json => json.GroupDescription, GroupViews.WritePolicy);
}
