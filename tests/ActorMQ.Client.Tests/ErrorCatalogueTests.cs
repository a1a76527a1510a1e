using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

public sealed class ErrorCatalogueTests
{
    [Fact]
    public void Every_code_of_the_wire_has_a_title_and_a_next_step()
    {
        foreach (ErrorCode code in Enum.GetValues<ErrorCode>().Where(static code => code != ErrorCode.None))
        {
            CataloguedError? entry = ErrorCatalogue.Find($"AMQ-{(int)code:D4}");
            Assert.True(entry is { Title.Length: > 0, NextStep.Length: > 0 }, $"{code} is missing");
        }
    }

    [Fact]
    public void Codes_are_found_whatever_their_case_and_others_are_not()
    {
        Assert.NotNull(ErrorCatalogue.Find("amq-2001"));
        Assert.Null(ErrorCatalogue.Find("AMQ-0000"));
    }

    [Fact]
    public void A_code_that_is_newer_than_the_client_still_makes_an_error()
    {
        ActorMQException made = ErrorCatalogue.From(new Error { Code = (ErrorCode)8_888, Message = "m" });
        Assert.Equal(("AMQ-8888", "m"), (made.Code, made.Summary));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-12)]
    [InlineData(int.MinValue)]
    public void What_can_never_be_a_code_is_an_answer_of_something_else(int code)
    {
        ActorMQException made = ErrorCatalogue.From(new Error { Code = (ErrorCode)code, Message = "m" });
        Assert.Equal("AMQ-1001", made.Code);
    }
}
