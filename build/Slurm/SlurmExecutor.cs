using System.IO;
using AligNet.Build.Console;
using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;
using AligNet.Pipeline.Slurm;

namespace AligNet.Build.Slurm;

/// <summary>Runs the long stages of a command as Slurm jobs, each of them this driver with one stage as its target.</summary>
/// <param name="context">The command.</param>
public sealed class SlurmExecutor(PipelineContext context)
{
    /// <summary>Targets that open sessions of their own, whose stages would all run here.</summary>
    private static readonly string[] ManyStudies = ["Ablate", "CrossValidate", "Study"];

    /// <summary>Refuses a command that cannot be run by jobs.</summary>
    /// <exception cref="OptionsException">Such a command, or there is no Slurm.</exception>
    public void Check()
    {
        if (context.Targets.FirstOrDefault(target => ManyStudies.Contains(target, StringComparer.OrdinalIgnoreCase)) is { } target)
        {
            throw new OptionsException($"--executor=slurm: {target} runs several studies one after the other, and only the stages of one study become jobs. Run --target=Report with --executor=slurm for the settings that it compares, or {target} without it.");
        }

        if (context.Argument("shards") is { } part)
        {
            throw new OptionsException($"--shards={part}: with --executor=slurm each array task gets its part; slurm.STAGE.shards says how many there are.");
        }

        if (context.RunsStages)
        {
            SlurmPrograms.Check();
        }
    }

    /// <summary>Brings everything that is a job up to date.</summary>
    /// <exception cref="PipelineException">A job failed.</exception>
    public void Run()
    {
        PipelineSession session = context.Session;
        var programs = new SlurmPrograms(new Dictionary<string, string> { [RunningJob.CachesVariable] = string.Join('\n', context.Arguments.GetArguments("cache")) });
        PipelinePlan Plan() => session.Plan(context.RequestedNodes(), context.Arguments.HasArgument("exclusive"));
        PipelinePlan before = Plan();
        var run = new SlurmRun(programs, session.Options, session.Nodes, Plan, Command, Directory.GetCurrentDirectory(), context.Progress);
        if (run.Run(() => SlurmFolder.Create(context.StoreFolder, RunningJob.Driver, TimeProvider.System.GetUtcNow()), Interrupt.Token))
        {
            session.RanElsewhere(before);
        }
    }

    /// <summary>What a plan's jobs would get, by node.</summary>
    public IReadOnlyDictionary<string, string> Notes(PipelinePlan plan) => SlurmGraph.Of(plan, context.Session.Options, context.Session.Nodes)
        .GroupBy(job => job.Node).ToDictionary(jobs => jobs.Key, jobs => $"as a job ({string.Join(", then ", jobs.Select(job => job.ResourceText).Distinct())})");

    private string[] Command(SlurmJob job, SlurmFolder folder)
    {
        int threads = context.Session.Options.Runtime.Threads;
        return
        [
            .. DriverStart(), $"--target={TaskGraph.TaskName(job.Node)}", $"--{RunningJob.Option}={folder.Root}", $"--store={context.StoreFolder}",
            .. Passed("profile"), .. Passed("set"), .. Passed("seed"), .. Passed("cache-key-file"), .. Switch("verify"), .. Switch("exclusive"),

            // A job takes the processors that it was given, not all that its machine has.
            .. threads == 0 ? [$"--set=runtime.threads={job.Resources.Cpus}"] : Array.Empty<string>(),
            .. job.Tasks > 0 ? [$"--shards=task/{job.Tasks}"] : Array.Empty<string>(),
        ];
    }

    /// <summary>How this process was started: by the program "dotnet", or by itself.</summary>
    private static string[] DriverStart()
    {
        string driver = Path.Combine(AppContext.BaseDirectory, "AligNet.Build.dll");
        string program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, driver] : [program];
    }

    private IEnumerable<string> Passed(string option) => context.Arguments.GetArguments(option).Select(value => $"--{option}={value}");

    private IEnumerable<string> Switch(string option) => context.Arguments.HasArgument(option) ? [$"--{option}"] : [];
}
