using AligNet.Build;
using AligNet.Build.Console;
using AligNet.Build.Slurm;
using Cake.Frosting;

RunningJob? job = RunningJob.Of(args);
int code = new CakeHost()
    .UseContext<PipelineContext>()
    .UseLifetime<PipelineLifetime>()
    .Run(CommandLine.Prepare(args));
code = Interrupt.ExitCode(code == 0 ? ExitRequest.Code : code);
job?.End(code);
return code;
