using System.Globalization;
using System.IO;
using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Pipeline.Slurm;

namespace AligNet.Build.Slurm;

/// <summary>This process, where Slurm started it for one stage.</summary>
public sealed class RunningJob
{
    /// <summary>The option that says so: the folder of the run in the store.</summary>
    public const string Option = "job";

    /// <summary>The variable with the caches of the command that submitted the job, one a line: their addresses may hold passwords, and the arguments of jobs can be seen.</summary>
    public const string CachesVariable = "ALIGNET_JOB_CACHES";

    private readonly SlurmFolder _folder;
    private readonly string _node;

    private RunningJob(SlurmFolder folder, string node) => (_folder, _node) = (folder, node);

    /// <summary>Number of the task of an array; empty where there is none.</summary>
    public static string Task => Environment.GetEnvironmentVariable("SLURM_ARRAY_TASK_ID") ?? "";

    /// <summary>The caches as the submitting command named them.</summary>
    public static IReadOnlyList<string> Caches => (Environment.GetEnvironmentVariable(CachesVariable) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The identity of this driver: of its two assemblies, which the compiler derives from their content.</summary>
    public static string Driver => $"{typeof(RunningJob).Module.ModuleVersionId}/{typeof(PipelineSession).Module.ModuleVersionId}";

    /// <summary>The job that this process is, or null.</summary>
    /// <param name="args">The command line.</param>
    public static RunningJob? Of(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Value(args, Option) is { } folder && Value(args, "target") is { } target && TaskGraph.Node(target) is { } node
            ? new RunningJob(SlurmFolder.Open(folder), node.Name)
            : null;
    }

    /// <summary>Refuses to run what the submitting command would not use.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="options">The options of the run.</param>
    /// <exception cref="PipelineException">The driver is another one now, or machines failed under this job too often.</exception>
    public static void Check(string folder, PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SlurmFolder run = SlurmFolder.Open(folder);
        if (run.Driver() != Driver)
        {
            throw new StageException("The driver was compiled anew after this job was submitted, so the job would not make what the command waits for. Start the command again, and compile into another clone while one runs.");
        }

        if (int.TryParse(Environment.GetEnvironmentVariable("SLURM_RESTART_COUNT"), CultureInfo.InvariantCulture, out int restarts) && restarts > options.Slurm.Resubmissions)
        {
            throw new StageException($"This job was started {restarts + 1} times, and each time a machine failed under it; slurm.resubmissions allows {options.Slurm.Resubmissions} more after the first.");
        }

        run.TryLocks();
    }

    /// <summary>Leaves the exit code for the submitting command, which may ask after Slurm has forgotten the job.</summary>
    public void End(int code)
    {
        string number = Environment.GetEnvironmentVariable("SLURM_ARRAY_JOB_ID") ?? Environment.GetEnvironmentVariable("SLURM_JOB_ID") ?? "";
        try
        {
            _folder.End(_node, number, Task, code);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            System.Console.Error.WriteLine($"The exit code {code} could not be left in {_folder.Root}: {fault.Message}");
        }
    }

    private static string? Value(IReadOnlyList<string> args, string option) =>
        args.FirstOrDefault(word => word.StartsWith($"--{option}=", StringComparison.Ordinal)) is { } found ? found[(option.Length + 3)..] : null;
}
