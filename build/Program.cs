using AligNet.Build;
using AligNet.Build.Console;
using Cake.Frosting;

return Interrupt.ExitCode(new CakeHost()
    .UseContext<PipelineContext>()
    .UseLifetime<PipelineLifetime>()
    .Run(CommandLine.Prepare(args)));
