using System.Globalization;
using System.IO;
using AligNet.Artifacts;

namespace AligNet.Pipeline.Slurm;

/// <summary>The folder that a run with jobs has in the store: what its jobs must know, their logs, and how they ended.</summary>
/// <remarks>
/// <code>
/// artifacts/.slurm/20260101-120000-4711/  job.sh          what Slurm starts; the command is its arguments
///                                         driver          identity of the driver that submitted
///                                         held            locked by the command that submitted, as long as it lives
///                                         unlocked        left by a job that could take that lock all the same
///                                         finetune-17.log, finetune-17.end (its exit code)
/// </code>
/// </remarks>
public sealed class SlurmFolder
{
    private const string Script = """
        #!/bin/sh
        # Started by Slurm for one stage; program and options are arguments.
        exec "$@"

        """;

    private const int LastLines = 20;

    private SlurmFolder(string path) => Root = path;

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>The script that Slurm starts.</summary>
    public string ScriptPath => Path.Combine(Root, "job.sh");

    /// <summary>Whether a job could take a lock that another process holds.</summary>
    public bool LocksDoNotHold => File.Exists(Path.Combine(Root, "unlocked"));

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="driver">Identity of this driver.</param>
    /// <param name="now">The time, for the name.</param>
    public static SlurmFolder Create(string store, string driver, DateTimeOffset now)
    {
        var folder = new SlurmFolder(Path.Combine(store, ".slurm", $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}-{Environment.ProcessId}"));
        Directory.CreateDirectory(folder.Root);
        File.WriteAllText(folder.ScriptPath, Script.ReplaceLineEndings("\n"));
        File.WriteAllText(Path.Combine(folder.Root, "driver"), driver);
        return folder;
    }

    /// <summary>The folder of a run, for one of its jobs.</summary>
    public static SlurmFolder Open(string path) => new(Path.GetFullPath(path));

    /// <summary>Identity of the driver that submitted the run; empty: not known.</summary>
    public string Driver() => File.Exists(Path.Combine(Root, "driver")) ? File.ReadAllText(Path.Combine(Root, "driver")) : "";

    /// <summary>Takes the lock that says that the submitting command lives.</summary>
    public IDisposable Hold() => FingerprintLock.Acquire(Path.Combine(Root, "held"), () => { }, CancellationToken.None);

    /// <summary>Tries, in a job, to take the lock that the submitting command holds, and leaves word if that works: either that command is gone and reads no
    /// word, or the store's locks do not hold between machines.</summary>
    public void TryLocks()
    {
        if (FingerprintLock.TryAcquire(Path.Combine(Root, "held")) is { } taken)
        {
            taken.Dispose();
            File.WriteAllText(Path.Combine(Root, "unlocked"), Environment.MachineName);
        }
    }

    /// <summary>Where Slurm writes the log of a job, in the pattern of sbatch.</summary>
    public string LogPattern(SlurmJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Path.Combine(Root.Replace("%", "%%", StringComparison.Ordinal), job.Tasks > 0 ? $"{job.Node}-%A_%a.log" : $"{job.Node}-%j.log");
    }

    /// <summary>The log of a job.</summary>
    /// <param name="node">Its node.</param>
    /// <param name="number">Its number.</param>
    /// <param name="task">Its task; empty: no array.</param>
    public string LogOf(string node, string number, string task) => Path.Combine(Root, $"{node}-{Id(number, task)}.log");

    /// <summary>The last lines of a log; none when there is no log.</summary>
    public static IReadOnlyList<string> LastLinesOf(string log) => File.Exists(log) ? [.. File.ReadLines(log).Where(line => line.Length > 0).TakeLast(LastLines)] : [];

    /// <summary>Leaves a job's exit code.</summary>
    public void End(string node, string number, string task, int code) =>
        DurableFiles.WriteText(EndPath(node, number, task), code.ToString(CultureInfo.InvariantCulture));

    /// <summary>The exit code that a job left, or null.</summary>
    public int? EndOf(string node, string number, string task) =>
        File.Exists(EndPath(node, number, task)) && int.TryParse(File.ReadAllText(EndPath(node, number, task)), CultureInfo.InvariantCulture, out int code) ? code : null;

    private string EndPath(string node, string number, string task) => Path.Combine(Root, $"{node}-{Id(number, task)}.end");

    private static string Id(string number, string task) => task.Length > 0 ? $"{number}_{task}" : number;
}
