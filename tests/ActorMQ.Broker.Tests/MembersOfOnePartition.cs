using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core.Groups;
using ActorMQ.TestKit;

namespace ActorMQ.Broker.Tests;

/// <summary>Who takes part at a partition, when the same consumer comes more than once.</summary>
public sealed class MembersOfOnePartition
{
    private readonly GroupMembers members = new(0, new SimulatedRuntime(1));

    [Fact]
    public void A_life_that_does_not_take_part_yet_makes_room_for_the_next()
    {
        (Subscription first, Subscription second) = (LifeOf(1), LifeOf(2));
        members.Expect(first);
        Assert.False(members.EndEarlierLife(second));
        members.Expect(second);
        members.JoinExpected(first);
        members.JoinExpected(second);
        Assert.True(members.Contains(second));
    }

    [Fact]
    public void A_life_that_takes_part_ends_with_the_next_and_with_no_earlier_one()
    {
        (Subscription first, Subscription second) = (LifeOf(1), LifeOf(2));
        members.Join(first);
        Assert.True(members.EndEarlierLife(second));
        members.Join(second);
        Assert.False(members.EndEarlierLife(first));
        Assert.False(members.Leave(first));
        Assert.True(members.Contains(second));
    }

    [Fact]
    public void A_life_that_claimed_and_never_took_part_ends_all_the_same()
    {
        (Subscription second, Subscription third) = (LifeOf(2), LifeOf(3));
        Assert.False(members.EndEarlierLife(second)); // It claims.
        Assert.True(members.EndEarlierLife(third));
        Assert.False(members.Leave(second));
        Assert.True(members.Leave(third));
        Assert.False(members.Leave(third));
    }

    [Fact]
    public void A_life_that_comes_behind_a_later_one_is_outlived()
    {
        (Subscription first, Subscription second) = (LifeOf(1), LifeOf(2));
        members.Expect(second);
        Assert.True(members.IsOutlived(first));
        members.JoinExpected(second);
        Assert.True(members.IsOutlived(first));
        Assert.False(members.IsOutlived(second));
    }

    private static Subscription LifeOf(long life) => new(
        life, new ConsumerNumber(1, life, life > 1), null!, 1,
        new SubscriptionTerms(1_000, 1, GroupPolicy.Default), null!);
}
