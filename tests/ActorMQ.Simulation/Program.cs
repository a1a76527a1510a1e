using ActorMQ.Simulation.Commands;

if (SimulationArguments.Parse(args) is not { } arguments)
{
    Console.Error.WriteLine(SimulationArguments.Usage);
    return 2;
}

return SimulationRun.Run(arguments, Console.Out, Console.Error, !Console.IsErrorRedirected);
