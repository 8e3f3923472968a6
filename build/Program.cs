using AligNet.Build;
using AligNet.Build.Console;
using Cake.Frosting;

int code = new CakeHost()
    .UseContext<PipelineContext>()
    .UseLifetime<PipelineLifetime>()
    .Run(CommandLine.Prepare(args));
return Interrupt.ExitCode(code == 0 ? ExitRequest.Code : code);
