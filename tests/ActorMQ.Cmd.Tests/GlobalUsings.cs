global using ActorMQ.Demo;
global using Xunit;
