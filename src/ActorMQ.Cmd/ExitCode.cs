using ActorMQ.Client;

namespace ActorMQ.Cmd;

/// <summary>What <c>pbm</c> tells its caller at the end.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Not done: refused by the node or by who was asked, or something broke or is lost.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>What was named is not there.</summary>
    public const int NotFound = 3;

    /// <summary>No node could be reached.</summary>
    public const int Unreachable = 4;

    /// <summary>The one table from error codes to exit codes.</summary>
    public static int Of(ActorMQException failure) => failure.Code switch
    {
        "AMQ-2001" or "AMQ-2002" or "AMQ-4007" => NotFound,
        "AMQ-2003" or "AMQ-2006" or "AMQ-2009" => Usage,
        "AMQ-1008" or "AMQ-1010" or "AMQ-1011" => Unreachable,
        _ => Failed,
    };
}
